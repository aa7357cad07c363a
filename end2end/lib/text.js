// What the product says and what it has: told by the program itself, so that nothing stands twice.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';

import { program } from './process.js';

const FILE = new URL('../generated/what-exists.json', import.meta.url);

/** What `parvis what-exists` tells, written down once for each build. */
function read() {
  const bin = program('parvis', 'PARVIS_BIN');
  const made = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (made(FILE) < made(bin)) {
    mkdirSync(new URL('.', FILE), { recursive: true });
    const written = new URL(`${FILE.href}.${process.pid}`);
    writeFileSync(written, execFileSync(bin, ['what-exists'], { maxBuffer: 1 << 25 }));
    renameSync(written, FILE);
  }
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

const EXISTS = read();

/** A text of a language; one with values in it is a function of them. */
const filled = (template, values) =>
  values.length ? (given) => template.replace(/\{(\w+)\}/g, (_, key) => given[key]) : template;

const byName = (texts, locale) => Object.fromEntries(texts.map((text) => [text.name, filled(text[locale], text.values)]));

const snake = (name) => name.replace(/[a-z](?=[A-Z])/g, '$&_').replaceAll('-', '_').toLowerCase();

function strict(texts) {
  return new Proxy(texts, {
    get(_, name) {
      if (!(name in texts)) throw new Error(`no text is called ${String(name)}`);
      return texts[name];
    },
  });
}

/**
 * The texts of a language by their names: those of pages and of errors together, the titles of pages by the
 * pages' names, and behind `title_` where a text has the same name, the notices behind `done_`; those of mails under `mail`, the nouns of errors under `noun`. A
 * text with values is a function; an unknown name fails.
 */
export function words(locale) {
  const [sentences, pages, mails] = ['sentences', 'pages', 'mails'].map((kind) => byName(EXISTS.texts[kind], locale));
  const named = EXISTS.pages.map(({ name, title }) => [snake(name), title[locale]]);
  const titles = Object.fromEntries([...named, ...named.map(([name, title]) => [`title_${name}`, title])]);
  const notices = Object.fromEntries(EXISTS.notices.map(({ word, text }) => [`done_${snake(word)}`, text[locale]]));
  return strict({ ...titles, ...notices, ...sentences, ...pages, mail: strict(mails), noun: strict(sentences) });
}

/** Every page: the pattern of its address, and what it takes. */
export const pages = () => EXISTS.pages;

/** The addresses of every page. */
export const routes = () => EXISTS.pages.map(({ path }) => path);

/** The addresses of what is fetched beside pages. */
export const files = () => EXISTS.files.map(({ path }) => path);

/** Every server function with the names of its fields; a form leaves out its lists where nothing is ticked. */
export const serverFunctions = () => EXISTS.actions.map(({ name, fields }) => ({ name, args: fields.filter((field) => !LISTS.includes(field)) }));

/** The names of the server functions that take an operator. */
export const operatorFunctions = () => EXISTS.actions.filter(({ is_of_operators }) => is_of_operators).map(({ name }) => name);

/** Every operation of REST: its name, method and path, the permissions it takes, what its address may say besides, and the schema of its body. */
export const operations = () => EXISTS.operations;

/** Every permission that some operation of a space takes. */
export const permissions = () => {
  const ofSpaces = EXISTS.operations.filter(({ key }) => key !== 'operator-key');
  return [...new Set(ofSpaces.flatMap((operation) => operation.permissions))];
};

const LISTS = ['permissions', 'ticked', 'slugs', 'keep', 'entitlements'];
