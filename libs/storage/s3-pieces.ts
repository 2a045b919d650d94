import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { isBehindTheEnd } from './s3-fault.js';
import type { S3Line } from './s3-line.js';

export interface S3Object {
  readonly Bucket: string;
  readonly Key: string;
}

/** An answer whose head is there, and what comes of its body. */
interface Answer {
  /** Of the whole object. */
  readonly sizeBytes: number;
  readonly body: AsyncIterable<Buffer>;
  /** Nothing follows what was asked for. */
  readonly isExact: boolean;
  stop(): void;
}

type Sdk = typeof import('@aws-sdk/client-s3');

/** Lines that broke without a byte in between, until it counts as trouble. */
const BROKEN_LINES = 3;

/**
 * The first `maxBytes` of an object, piece by piece. A line that breaks is taken up where it broke, by another range.
 *
 * @param onSize hears how many bytes the object has, before its first piece
 * @throws StorageFault
 */
export async function* piecesOf(line: S3Line, object: S3Object, sha256: string, maxBytes: number, onSize: (sizeBytes: number) => void = () => undefined): AsyncGenerator<Buffer, void> {
  let at = 0;
  for (let broken = 0; ;) {
    const answer = await line.call(`reading ${sha256}`, (client, sdk, given) => beginning(client, sdk, given, object, maxBytes, at));
    if (at === 0) onSize(answer.sizeBytes);
    const end = Math.min(answer.sizeBytes, maxBytes);
    let trouble: unknown = new Error('the answer ends too early');
    const pieces = inTime(answer, line.patience.silenceMs)[Symbol.asyncIterator]();
    try {
      while (at < end) {
        // Only the line's trouble is caught here, and not that of whoever looks at the piece.
        const next = await pieces.next().catch((error: unknown) => void (trouble = error));
        if (!next || next.done) break;
        const piece = next.value.subarray(0, end - at);
        at += piece.length;
        broken = 0;
        yield piece;
      }
      // Read to its end the line serves the next call; cut off, each call would need one of its own.
      if (at >= end && answer.isExact) await pieces.next().catch(() => undefined);
    } finally {
      answer.stop();
    }
    if (at >= end) return;
    if ((broken += 1) >= BROKEN_LINES) await line.call(`reading ${sha256}`, () => Promise.reject(trouble as Error));
  }
}

/** Asks for the bytes from `from` to before `to`; the size of the whole is told in Content-Range (RFC 9110 section 14.4). */
export async function beginning(client: S3Client, { GetObjectCommand }: Sdk, given: { readonly abortSignal: AbortSignal }, object: S3Object, to: number, from = 0): Promise<Answer> {
  const isWhole = from === 0 && to === Infinity;
  const range = `bytes=${from}-${to === Infinity ? '' : Math.max(to, 1) - 1}`;
  try {
    const answer = await client.send(new GetObjectCommand({ ...object, ...(!isWhole && { Range: range }) }), given);
    const body = answer.Body as Readable;
    const total = /\/(\d+)$/.exec(answer.ContentRange ?? '')?.[1];
    const stop = (): void => {
      // Whoever stops in the middle wants to hear nothing more of it.
      body.on('error', () => undefined).destroy();
    };
    if (from > 0 && total === undefined) {
      stop();
      throw new Error('the server gives no ranges');
    }
    return { sizeBytes: Number(total ?? answer.ContentLength), body, isExact: isWhole || total !== undefined, stop };
  } catch (error) {
    if (from === 0 && isBehindTheEnd(error)) return { sizeBytes: 0, body: nothing(), isExact: true, stop: () => undefined };
    throw error;
  }
}

/** Silence counts only while we wait: whoever takes the pieces may take their time. */
async function* inTime({ body, stop }: Answer, silenceMs: number): AsyncGenerator<Buffer> {
  const iterator = body[Symbol.asyncIterator]();
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        stop();
        reject(Object.assign(new Error('the server has fallen silent'), { name: 'TimeoutError' }));
      }, silenceMs);
    });
    const next = await Promise.race([iterator.next(), silence]).finally(() => clearTimeout(timer));
    if (next.done) return;
    yield next.value;
  }
}

async function* nothing(): AsyncGenerator<Buffer> {}
