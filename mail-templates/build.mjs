/**
 * Compiles the mail templates once, so that neither MJML nor this folder is needed where mails are written:
 *   node mail-templates/build.mjs [target folder]          default: dist/mail-templates
 *
 * Per kind: `<kind>.html` (MJML compiled, {{placeholders}} left alone) and `<kind>.json` (plain text body, both
 * languages' strings, and the sample for previews); `frame.json`; last of all `stamp`, the digest of the sources by which a reader sees that
 * everything is there and up to date.
 */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bodiesOf } from './outline.mjs';

const SOURCE = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(SOURCE, '..', 'dist', 'mail-templates');

/** The same digest as in libs/outbound/render/templates.ts: all files by path and content. */
const files = globSync(['*/*', '*.mjs'], { cwd: SOURCE }).map((file) => file.split(sep).join('/')).sort();
const digest = createHash('sha256');
for (const file of files) digest.update(`${file}\0`).update(readFileSync(join(SOURCE, file))).update('\0');

const read = (...parts) => readFileSync(join(SOURCE, ...parts), 'utf8');
const stringsOf = (folder) => ({ de: JSON.parse(read(folder, 'strings.de.json')), en: JSON.parse(read(folder, 'strings.en.json')) });
/** Other processes may read meanwhile, so a file appears whole or not at all. */
const write = (name, content) => {
  const draft = join(target, `.${name}.${process.pid}`);
  writeFileSync(draft, content);
  renameSync(draft, join(target, name));
};

/** MJML checks colours, so the frame has two that occur nowhere else in place of the portal's. */
const withBrand = (html) => html.replaceAll('#010203', '{{brandColour}}').replaceAll('#040506', '{{onBrandColour}}').replaceAll('#070809', '{{accentColour}}').replaceAll('lang="en"', 'lang="{{locale}}"');

const { default: mjml2html } = await import('mjml');
mkdirSync(target, { recursive: true });
const frame = read('_frame', 'frame.mjml');
const kinds = files.filter((file) => file.endsWith('/outline.txt')).map((file) => file.split('/')[0]);
for (const kind of kinds) {
  const { text, mjml } = bodiesOf(read(kind, 'outline.txt'), kind);
  const source = frame.replace('<!-- body -->', () => mjml);
  // No web fonts: a mail of ours loads nothing from anywhere.
  const { html } = await mjml2html(source, { validationLevel: 'strict', fonts: {}, keepComments: false });
  write(`${kind}.html`, withBrand(html));
  write(`${kind}.json`, JSON.stringify({ text, strings: stringsOf(kind), sample: JSON.parse(read(kind, 'sample.json')) }));
}
write('frame.json', JSON.stringify({ text: read('_frame', 'text.txt'), strings: stringsOf('_frame') }));
write('stamp', digest.digest('hex'));
process.stdout.write(`compiled ${kinds.length} mail templates into ${target}\n`);
