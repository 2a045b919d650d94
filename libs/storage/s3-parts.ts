import type { CompletedPart } from '@aws-sdk/client-s3';
import { signDigest, type S3Line } from './s3-line.js';
import type { S3Object } from './s3-pieces.js';
import { beginning } from './s3-pieces.js';
import type { Spool } from './spool.js';
import { sha256Of } from './storage.js';

/** S3 takes no more of them for one object. */
const MOST_PARTS = 10_000;

/**
 * Uploads what is too large for one call: part by part, one of them in memory, each with its digest. It is there when the last
 * call has ended, and not before; what failed is taken back, as far as the server can still be reached.
 *
 * @param partBytes at least 5 MiB, as S3 wants it
 * @throws StorageFault
 */
export async function putInParts(line: S3Line, object: S3Object, spool: Spool, sizeBytes: number, partBytes: number): Promise<void> {
  const what = `storing ${sizeBytes} bytes`;
  const step = Math.max(partBytes, Math.ceil(sizeBytes / MOST_PARTS));
  const { UploadId } = await line.call(what, (client, { CreateMultipartUploadCommand }, given) => client.send(new CreateMultipartUploadCommand(object), given));
  const upload = { ...object, UploadId };
  try {
    const parts: CompletedPart[] = [];
    for (let at = 0; at < sizeBytes; at += step) {
      const bytes = await spool.read(at, Math.min(step, sizeBytes - at));
      const PartNumber = parts.length + 1;
      const { ETag } = await line.call(what, (client, { UploadPartCommand }, given) => {
        const part = new UploadPartCommand({ ...upload, PartNumber, Body: bytes, ContentLength: bytes.length });
        signDigest(part.middlewareStack, sha256Of(bytes));
        return client.send(part, given);
      }, bytes.length);
      parts.push({ PartNumber, ETag });
    }
    // To join many parts takes a server its time.
    await line.call(what, (client, { CompleteMultipartUploadCommand }, given) => client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }), given), sizeBytes);
  } catch (error) {
    await line.call('taking back an upload', (client, { AbortMultipartUploadCommand }, given) => client.send(new AbortMultipartUploadCommand(upload), given)).catch(() => undefined);
    // An answer may have been lost, and the upload not: under this name lie these bytes or none.
    if (!(await isThere(line, object, sizeBytes))) throw error;
  }
}

function isThere(line: S3Line, object: S3Object, sizeBytes: number): Promise<boolean> {
  return line.call('looking for it', async (client, sdk, given) => {
    const answer = await beginning(client, sdk, given, object, 1);
    answer.stop();
    return answer.sizeBytes === sizeBytes;
  }).catch(() => false);
}
