import { recognise, type RecognitionContext } from '#recognition';
import type { Storage } from '#storage';
import { maskMail } from '../domain/mask-mail.js';
import { toRecognise } from '../domain/to-recognise.js';
import type { ReadMail } from '../mail-reader.js';
import { Condenser } from './condense.js';
import { LARGEST_SIGNED_BYTES, lookAtSignature, TOO_LARGE } from './look-at-signature.js';
import { READ_LIMITS, type ReadLimits } from './read-limits.js';
import { readMime } from './read-mime.js';

/** A larger mail is condensed while it is read from the disk. */
export const LARGE_BYTES = 1024 * 1024;

export interface Reading {
  readonly limits?: ReadLimits | undefined;
  /** Where the raw mail lies meanwhile, at least LARGE_BYTES; whoever reads one mail after the other lends the same again. */
  readonly memory?: Buffer | undefined;
  /** Certificates in PEM, for who signed with S/MIME. */
  readonly authorities?: readonly string[] | undefined;
}

/** Bytes from storage → mail → recognition. The same bytes give the same answer. */
export async function readKeptMail(storage: Storage, rawSha256: string, context: RecognitionContext, { limits = READ_LIMITS, memory = Buffer.allocUnsafe(LARGE_BYTES), authorities }: Reading = {}): Promise<ReadMail> {
  const { bytes, sizeBytes } = await storage.readInto(memory.subarray(0, limits.bytes), rawSha256);
  const short = sizeBytes <= bytes.length ? { bytes, defects: [] } : await condensed(storage, rawSha256, limits);
  const read = await readMime(short.bytes, limits, { sizeBytes, sha256: rawSha256, defects: short.defects });
  const isSigned = read.defects.includes('signed-smime');
  const raw = async (): Promise<Buffer> => (sizeBytes <= bytes.length ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.from(await storage.get(rawSha256)));
  const smime = !isSigned ? undefined : sizeBytes > LARGEST_SIGNED_BYTES ? TOO_LARGE : await lookAtSignature(await raw(), read, authorities, limits);
  const { html: _page, ...mail } = maskMail(smime ? { ...read, smime } : read);
  return { mail, recognition: recognise(toRecognise(mail), context) };
}

async function condensed(storage: Storage, rawSha256: string, limits: ReadLimits): Promise<ReturnType<Condenser['end']>> {
  const condenser = new Condenser(limits.parts);
  await storage.show(rawSha256, limits.bytes, (piece) => condenser.push(piece));
  return condenser.end();
}
