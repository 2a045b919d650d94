import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Locale } from '#kernel';

/** What surrounds a mail or stands in it: plain text with placeholders, strings by language. */
export interface Frame {
  readonly text: string;
  readonly strings: Readonly<Record<Locale, Readonly<Record<string, string>>>>;
}

/** One kind's mail as the build left it: HTML with placeholders as well, and what it is filled with in previews. */
export interface MailTemplate extends Frame {
  readonly html: string;
  readonly sample: MailSample;
}

/** Made-up contents of a mail; `words` are the variables that depend on the language. */
export interface MailSample {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly words?: Readonly<Record<Locale, Readonly<Record<string, unknown>>>>;
  readonly secrets: Readonly<Record<string, string>>;
}

const ROOT = rootOf(dirname(fileURLToPath(import.meta.url)));
const SOURCE = join(ROOT, 'mail-templates');
const COMPILED = join(ROOT, 'dist', 'mail-templates');

let preparing: Promise<void> | undefined;
const read = new Map<string, unknown>();

/**
 * Makes sure that the compiled templates are there and as new as their sources. A build does that beforehand; a fresh
 * checkout, a test or a changed template is compiled here once, in a process of its own, since MJML is heavy.
 *
 * @throws Error when they are missing and cannot be compiled here
 */
export function prepareTemplates(): Promise<void> {
  preparing ??= prepare().catch((error: unknown) => {
    preparing = undefined;
    throw error;
  });
  return preparing;
}

async function prepare(): Promise<void> {
  const stamp = existsSync(join(COMPILED, 'stamp')) ? readFileSync(join(COMPILED, 'stamp'), 'utf8') : undefined;
  const digest = digestOfSources();
  if (stamp !== undefined && (digest === undefined || stamp === digest)) return;
  if (digest === undefined) throw new Error(`the mail templates are missing from ${COMPILED}`);
  await promisify(execFile)(process.execPath, [join(SOURCE, 'build.mjs'), COMPILED], { timeout: 60_000 });
}

/** @throws Error for a kind that was never compiled; `prepareTemplates` first */
export function templateOf(kind: string): MailTemplate {
  return once(kind, () => ({ html: file(`${kind}.html`), ...(JSON.parse(file(`${kind}.json`)) as Omit<MailTemplate, 'html'>) }));
}

/** What surrounds every plain text, and the strings of the frame. */
export function frame(): Frame {
  return once('frame', () => JSON.parse(file('frame.json')) as Frame);
}

/** The made-up contents of a kind in a language, fit for `renderMail`. */
export function sampleOf(kind: string, locale: Locale): { readonly variables: Record<string, unknown>; readonly secrets: Record<string, string> } {
  const { variables, words, secrets } = templateOf(kind).sample;
  return { variables: { ...variables, ...words?.[locale] }, secrets: { ...secrets } };
}

function once<T>(key: string, make: () => T): T {
  if (!read.has(key)) read.set(key, make());
  return read.get(key) as T;
}

function file(name: string): string {
  return readFileSync(join(COMPILED, name), 'utf8');
}

/** The digest that mail-templates/build.mjs writes into `stamp`; undefined where the sources are not shipped. */
function digestOfSources(): string | undefined {
  if (!existsSync(join(SOURCE, 'build.mjs'))) return undefined;
  const files = globSync(['*/*', '*.mjs'], { cwd: SOURCE }).map((path) => path.split(sep).join('/')).sort();
  const digest = createHash('sha256');
  for (const path of files) digest.update(`${path}\0`).update(readFileSync(join(SOURCE, path))).update('\0');
  return digest.digest('hex');
}

/** The folder with our package.json, from the sources as from dist/. */
function rootOf(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('package.json of Rekey is not above this file');
  return rootOf(above);
}
