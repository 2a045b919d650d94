import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';

/** From the sources, or from `dist/libs/portals`, where YAML files are not copied to. */
const PLACES = [new URL('../profiles/', import.meta.url), new URL('../../../../libs/portals/profiles/', import.meta.url)];

/** The five profiles that come with Rekey, as text. */
export async function shippedProfiles(): Promise<{ readonly key: string; readonly yaml: string }[]> {
  const place = PLACES.find((url) => existsSync(url));
  if (!place) throw new Error('the portal profiles that come with Rekey are not there');
  const names = (await readdir(place)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => ({ key: name.replace(/\.yaml$/, ''), yaml: await readFile(new URL(name, place), 'utf8') })));
}
