import { createReadStream, type Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchivedMail, BadInput } from './archived-mail.js';
import { mailsInMbox } from './mbox.js';

const READ_BYTES = 1024 * 1024;
/** Files of a folder that are mail; others may lie beside them. */
const MAIL_FILE = /\.(eml|mbox|mbx|msg|txt)$|^(mbox|inbox|sent)$/i;

/**
 * The mails under a path: one .eml file, an mbox (known by its first line), a Maildir (`cur` and `new`), or a folder of
 * all of these. In a steady order, so that a second run goes the same way. An archive comes from elsewhere: a link in it would file
 * what lies on this machine, and a pipe never ends, so both are named and left.
 *
 * @throws Error when there is nothing at this path
 */
export async function* openArchive(path: string): AsyncGenerator<ArchivedMail | BadInput> {
  const found = await stat(path);
  if (!found.isDirectory()) return yield* mailsInFile(path);
  const entries = (await readdir(path, { withFileTypes: true })).sort((one, other) => (one.name < other.name ? -1 : 1));
  const isMaildir = entries.some((entry) => entry.isDirectory() && (entry.name === 'cur' || entry.name === 'new'));
  if (isMaildir) return yield* mailsInMaildir(path);
  for (const entry of entries) {
    const inner = join(path, entry.name);
    const problem = objectionTo(entry);
    if (problem) yield { where: inner, problem };
    else if (entry.isDirectory()) yield* openArchive(inner);
    else if (MAIL_FILE.test(entry.name)) yield* mailsInFile(inner);
    else yield { where: inner, problem: 'not known as a mail file by its name' };
  }
}

/** `cur` and `new`, oldest first: a Maildir's names begin with the second of delivery. `tmp` is not delivered yet. */
async function* mailsInMaildir(path: string): AsyncGenerator<ArchivedMail | BadInput> {
  const names: string[] = [];
  for (const folder of (await readdir(path, { withFileTypes: true })).filter(({ name }) => name === 'cur' || name === 'new')) {
    const inner = folder.isDirectory() ? await readdir(join(path, folder.name), { withFileTypes: true }) : [folder];
    for (const entry of inner) {
      const name = entry === folder ? folder.name : join(folder.name, entry.name);
      const problem = objectionTo(entry) ?? (entry.isFile() ? undefined : 'a folder where a mail should be');
      if (problem) yield { where: join(path, name), problem };
      else if (entry !== folder) names.push(name);
    }
  }
  const secondOf = (name: string): number => Number(/\/(\d+)/.exec(name)?.[1] ?? 0);
  names.sort((one, other) => secondOf(one) - secondOf(other) || (one < other ? -1 : 1));
  for (const name of names) {
    const second = secondOf(name);
    // A single mail, whatever its first line looks like.
    yield { where: join(path, name), receivedAt: second > 0 ? new Date(second * 1_000) : undefined, pieces: piecesOf(join(path, name)) };
  }
}

async function* mailsInFile(path: string): AsyncGenerator<ArchivedMail | BadInput> {
  let beginning: string;
  try {
    const file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
    await file.close();
    beginning = buffer.toString('latin1', 0, bytesRead).trimStart();
  } catch (error) {
    yield { where: path, problem: error instanceof Error ? error.message : String(error) };
    return;
  }
  // An .eml that somebody cut out of an mbox has its line still; the reader knows it.
  if (beginning.startsWith('From ') && !/\.eml$/i.test(path)) yield* mailsInMbox(path, piecesOf(path));
  else yield { where: path, receivedAt: undefined, pieces: piecesOf(path) };
}

function objectionTo(entry: Dirent): string | undefined {
  if (entry.isSymbolicLink()) return 'a link, which is not followed';
  return entry.isFile() || entry.isDirectory() ? undefined : 'neither a file nor a folder';
}

function piecesOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: READ_BYTES });
}
