import type { Storage } from '#storage';
import type { OpenedPage, OpenedPart, OpenedText } from '../mail-opener.js';
import { inspectFile } from './inspect-file.js';
import { htmlOf, partOf } from './open-part.js';
import { READ_LIMITS } from './read-limits.js';
import { readMime } from './read-mime.js';
import { redrawPicture } from './redraw-picture.js';
import { showHtml } from './show-html.js';

/** What `MailOpener` does, on storage: in its thread, or where it is asked. */
export async function openPart(storage: Storage, rawSha256: string, part: string, { name, type }: { readonly name: string; readonly type: string }): Promise<OpenedPart | undefined> {
  const bytes = await partOf(await rawOf(storage, rawSha256), part);
  if (!bytes) return undefined;
  const inspected = await inspectFile(bytes, name, type);
  return { ...inspected, sha256: await storage.put(bytes), sizeBytes: bytes.length };
}

export async function redraw(storage: Storage, sha256: string): Promise<string | undefined> {
  const picture = await redrawPicture(await storage.get(sha256));
  return picture && storage.put(picture.bytes);
}

export async function openPage(storage: Storage, rawSha256: string): Promise<OpenedPage | undefined> {
  const raw = await rawOf(storage, rawSha256);
  const found = await htmlOf(raw);
  if (!found) return undefined;
  return showHtml(found.html, async (contentId) => {
    const part = found.pictures.get(contentId);
    const bytes = part === undefined ? undefined : await partOf(raw, part);
    const drawn = bytes && (await redrawPicture(bytes));
    return drawn && `data:${drawn.type};base64,${drawn.bytes.toString('base64')}`;
  });
}

export async function openText(storage: Storage, rawSha256: string): Promise<OpenedText> {
  const { subject, text } = await readMime(await rawOf(storage, rawSha256));
  return { subject, text };
}

async function rawOf(storage: Storage, rawSha256: string): Promise<Buffer> {
  return (await storage.getBeginning(rawSha256, READ_LIMITS.bytes)).bytes;
}
