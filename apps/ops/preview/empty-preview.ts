import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** By its first words the list of the mails is known to be ours: other people have a `mails.js`, too. */
const LIST = 'mails.js';
const LIST_BEGINS = 'const MAILS = ';
const MAIL = /^[a-z0-9.-]+\.[a-z]{2}(?:\.dark)?\.(?:html|txt)$/;

/**
 * Takes a preview that was written before out of the way, so that no mail of then stands among those of now. Whoever names
 * a folder may mistype it: one with anything else in it is left as it is.
 *
 * @throws with the name of what lies in the way; ENOTDIR when it is a file
 */
export async function emptyPreview(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries.length === 0) return;
  for (const entry of entries) {
    if (entry.isDirectory()) {
      const foreign = (await readdir(join(folder, entry.name), { withFileTypes: true })).find((one) => !one.isFile() || !MAIL.test(one.name));
      if (foreign) inTheWay(folder, join(entry.name, foreign.name));
    } else if (!entry.isFile() || !(entry.name === 'index.html' || (entry.name === LIST && (await readFile(join(folder, LIST), 'utf8')).startsWith(LIST_BEGINS)))) {
      inTheWay(folder, entry.name);
    }
  }
  if (!entries.some(({ name }) => name === LIST)) inTheWay(folder, entries[0]!.name);
  await rm(folder, { recursive: true });
}

function inTheWay(folder: string, name: string): never {
  throw new Error(`${folder} is not a preview that may be written anew: ${name} lies in it. Name an empty folder, or one that is not there yet.`);
}
