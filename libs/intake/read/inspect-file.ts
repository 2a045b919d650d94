import { fileTypeFromBuffer } from 'file-type';
import { inspect, type Inspected } from '../domain/attachment/inspect.js';

/** What a file is, by its magic number first, and why it may do harm. Never throws for what is in the bytes. */
export async function inspectFile(bytes: Buffer, name: string, declaredType: string): Promise<Inspected> {
  // ZIP-based types are told apart by file-type, which reads into the archive; a broken one is simply unknown.
  const detected = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return inspect(bytes, name, declaredType, detected);
}
