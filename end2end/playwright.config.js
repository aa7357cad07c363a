import { defineConfig } from '@playwright/test';

// Debian's Chromium without its window, which takes half the time of the whole program; kept from talking to anybody
// but the server under test.
const launchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

// What is tried in each language is tried with script in English and without in French; what needs script, or its
// absence, in both; what is tried on PostgreSQL, in English. `EVERY_WAY=1` tries each way in each.
const isEveryWay = Boolean(process.env.EVERY_WAY);
const besides = (tags, language, own) => (isEveryWay ? tags : new RegExp(`${tags.source}| ${language} (?!.*${own})`));

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  // A test waits more than it works: three keep two cores busy.
  workers: 3,
  retries: 0,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 120_000,
  // Reached only when a test fails; a busy machine must not make one fail.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['./reporter.js']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 900 },
    locale: 'en',
    timezoneId: 'Europe/Paris',
    launchOptions,
    // A page may write there when it is clicked; without a window Chromium wants it said.
    permissions: ['clipboard-write'],
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'script', grepInvert: besides(/@no-script/, 'fr', '@script'), use: { javaScriptEnabled: true } },
    { name: 'no-script', grepInvert: besides(/@script|@api/, 'en', '@no-script'), use: { javaScriptEnabled: false } },
    { name: 'postgres', grep: /@smoke/, ...(!isEveryWay && { grepInvert: / fr / }), use: { javaScriptEnabled: true, engine: 'postgres' } },
  ],
});
