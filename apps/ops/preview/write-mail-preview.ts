import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LOCALES } from '#kernel';
import { MAIL_GROUPS, MAIL_KINDS, prepareTemplates, previewMail, type MailKind } from '#outbound';
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
  portals: portals.map(({ key, brand }) => ({ key, name: brand.organisation })), locales: LOCALES, subjects,
})};\n`);
console.log(`${KINDS.length} mails in ${LOCALES.length} languages for ${portals.length} portals: ${pathToFileURL(join(folder, 'index.html')).href}`);

async function writePortal(portal: PortalProfile): Promise<void> {
  await mkdir(join(folder, portal.key), { recursive: true });
  for (const kind of KINDS) {
    for (const locale of LOCALES) {
      const light = previewMail(kind, locale, { portal, scheme: 'light' });
      const name = join(folder, portal.key, `${kind}.${locale}`);
      await writeFile(`${name}.html`, light.html);
      await writeFile(`${name}.dark.html`, previewMail(kind, locale, { portal, scheme: 'dark' }).html);
      await writeFile(`${name}.txt`, `Subject: ${light.subject}\n\n${light.text}`);
      subjects[`${portal.key}/${kind}.${locale}`] = light.subject;
    }
  }
}
