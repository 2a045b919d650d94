import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LOCALES } from '#kernel';
import { MAIL_GROUPS, MAIL_KINDS, prepareTemplates, previewMail, variantsToPreview, type MailKind } from '#outbound';
import { parseProfile, shippedProfiles, type PortalProfile } from '#portals';
import { emptyPreview } from './empty-preview.js';

const folder = resolve(process.argv[2] ?? join('dist', 'mail-preview'));
const KINDS = Object.keys(MAIL_KINDS) as MailKind[];

await prepareTemplates();
const portals = (await shippedProfiles()).map(({ key, yaml }) => {
  const parsed = parseProfile(yaml);
  if (!parsed.ok) throw new Error(`the profile ${key} is not valid`);
  return parsed.profile;
});
await emptyPreview(folder).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
// First, so that a preview which was broken off is known as ours by the next.
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'mails.js'), 'const MAILS = {};\n');
const subjects: Record<string, string> = {};
for (const portal of portals) await writePortal(portal);
await cp(new URL('index.html', import.meta.url), join(folder, 'index.html'));
await writeFile(join(folder, 'mails.js'), `const MAILS = ${JSON.stringify({
  groups: MAIL_GROUPS.map((group) => ({ group, kinds: KINDS.filter((kind) => MAIL_KINDS[kind].group === group) })),
  variants: Object.fromEntries(KINDS.map((kind) => [kind, variantsToPreview(kind)])),
  portals: portals.map(({ key, brand }) => ({ key, name: brand.organisation })), locales: LOCALES, subjects,
})};\n`);
console.log(`${KINDS.length} mails, ${KINDS.flatMap((kind) => variantsToPreview(kind)).length} variants of them, in ${LOCALES.length} languages for ${portals.length} portals: ${pathToFileURL(join(folder, 'index.html')).href}`);

async function writePortal(portal: PortalProfile): Promise<void> {
  await mkdir(join(folder, portal.key), { recursive: true });
  for (const kind of KINDS) {
    for (const locale of LOCALES) {
      for (const variant of [undefined, ...variantsToPreview(kind)]) {
        const light = previewMail(kind, locale, { portal, variant, scheme: 'light' });
        const name = `${portal.key}/${kind}${variant ? `.${variant}` : ''}.${locale}`;
        await writeFile(join(folder, `${name}.html`), light.html);
        await writeFile(join(folder, `${name}.dark.html`), previewMail(kind, locale, { portal, variant, scheme: 'dark' }).html);
        await writeFile(join(folder, `${name}.txt`), `Subject: ${light.subject}\n\n${light.text}`);
        subjects[name] = light.subject;
      }
    }
  }
}
