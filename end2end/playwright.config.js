import { defineConfig } from '@playwright/test';

// Debian's Chromium, kept from talking to anybody but the server under test.
const launchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  workers: 2,
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
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'script', grepInvert: /@no-script/, use: { javaScriptEnabled: true } },
    { name: 'no-script', grepInvert: /@script|@api/, use: { javaScriptEnabled: false } },
    { name: 'postgres', grep: /@smoke/, use: { javaScriptEnabled: true, engine: 'postgres' } },
  ],
});
