import { recognise, type RecognitionContext } from '#recognition';
import type { Storage } from '#storage';
import { maskMail } from '../domain/mask-mail.js';
import { toRecognise } from '../domain/to-recognise.js';
import type { ReadMail } from '../mail-reader.js';
import { readMime } from './read-mime.js';

/** Bytes from storage → mail → recognition. The same bytes give the same answer. */
export async function readKeptMail(storage: Storage, rawSha256: string, context: RecognitionContext): Promise<ReadMail> {
  const mail = maskMail(await readMime(await storage.get(rawSha256)));
  return { mail, recognition: recognise(toRecognise(mail), context) };
}
