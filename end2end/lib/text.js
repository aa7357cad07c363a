// What the product says: read from its own sources, so that no sentence stands twice.

import { existsSync, readdirSync, readFileSync } from 'node:fs';

const ENTRY = /^\s*(\w+)(?:\(([^)]*)\))?\s*=\s*("(?:[^"\\]|\\.)*"),\s*("(?:[^"\\]|\\.)*");/gm;

/** A Rust module: its file, and the files of the folder of its name. */
function moduleText(source) {
  const file = new URL(`../../${source}`, import.meta.url);
  const folder = new URL(file.href.replace(/\.rs$/, '/'));
  const parts = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.rs')) : [];
  return [file, ...parts.map((name) => new URL(name, folder))].map((part) => readFileSync(part, 'utf8')).join('\n');
}

function read(source) {
  const texts = { en: {}, fr: {} };
  const rust = moduleText(source);
  for (const [, name, args, en, fr] of rust.matchAll(ENTRY)) {
    const fill = (template) => {
      const text = JSON.parse(template.replace(/\\u\{([0-9a-f]+)\}/gi, (_, code) => String.fromCodePoint(parseInt(code, 16))));
      return args ? (values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]) : text;
    };
    texts.en[name] = fill(en);
    texts.fr[name] = fill(fr);
  }
  return texts;
}

const PAGES = read('app/src/text.rs');
const SENTENCES = read('crates/domain/src/text.rs');
const MAILS = read('crates/service/src/mails.rs');

function strict(texts) {
  return new Proxy(texts, {
    get(_, name) {
      if (!(name in texts)) throw new Error(`no text is called ${String(name)}`);
      return texts[name];
    },
  });
}

/**
 * The texts of a language by their names: those of pages and of errors together, those of mails under
 * `mail`, the nouns of errors under `noun`. A text with arguments is a function; an unknown name fails.
 */
export function words(locale) {
  const [sentences, pages, mail] = [SENTENCES, PAGES, MAILS].map((texts) => texts[locale]);
  return strict({ ...sentences, ...pages, mail: strict(mail), noun: strict(sentences) });
}

/** The addresses of every page, as the product lists them. */
export function routes() {
  const rust = readFileSync(new URL('../../app/src/pages.rs', import.meta.url), 'utf8');
  const list = rust.match(/ROUTES: &\[&str\] = &\[([^\]]*)\]/)[1];
  return [...list.matchAll(/"([^"]+)"/g)].map(([, route]) => route);
}

/** Every server function with the names of its arguments, as the product declares them. */
export function serverFunctions() {
  const index = readFileSync(new URL('../../app/src/api.rs', import.meta.url), 'utf8');
  const files = [...index.matchAll(/mod (\w+);/g)].map(([, name]) => name);
  return files.flatMap((file) => {
    const rust = readFileSync(new URL(`../../app/src/api/${file}.rs`, import.meta.url), 'utf8');
    const functions = /endpoint = "([^"]+)"\)\]\s*pub async fn \w+\(([\s\S]*?)\) -> Result/g;
    return [...rust.matchAll(functions)].map(([, name, args]) => ({
      name,
      args: [...args.matchAll(/(\w+): (?:String|bool)/g)].map(([, arg]) => arg),
    }));
  });
}
