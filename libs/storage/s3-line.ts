import type { PutObjectCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { isHungUp, s3FaultOf } from './s3-fault.js';
import type { S3Place, StorageKeys } from './s3-place.js';
import { StorageFault } from './storage.js';

/** How long we wait, in milliseconds. */
export interface Patience {
  readonly connectMs: number;
  /** Without a byte in either direction. */
  readonly silenceMs: number;
  /** One call with all its tries, its bytes apart. */
  readonly callMs: number;
}

/** Together shorter than the doctor's own patience and than the reading of a mail may take, so that the fault is named where it lies. */
export const PATIENCE: Patience = { connectMs: 3_000, silenceMs: 8_000, callMs: 15_000 };

/** A line slower than this counts as broken. */
const SLOWEST_BYTES_PER_MS = 100;
const TRIES = 3;
/** Calls under way; the others wait for a socket. */
const SOCKETS = 16;

type Stack = PutObjectCommand['middlewareStack'];
type Sdk = typeof import('@aws-sdk/client-s3');
export type Call<Answer> = (client: S3Client, sdk: Sdk, given: { readonly abortSignal: AbortSignal }) => Promise<Answer>;

/**
 * Puts the digest of the body into the signature (`x-amz-content-sha256`, "Authenticating Requests: Using the Authorization
 * Header"), so that a server takes these bytes or none. Unlike the checksums of 2022 (`x-amz-checksum-…`) every server knows it.
 */
export function signDigest(stack: Stack | UploadPartCommand['middlewareStack'], sha256: string): void {
  (stack as Stack).add((next) => (given) => {
    (given.request as { headers: Record<string, string> }).headers['x-amz-content-sha256'] = sha256;
    return next(given);
  }, { step: 'build', name: 'signDigest' });
}

/** The line to one bucket: calls with bounded tries and time, whose trouble is a StorageFault in our words. */
export class S3Line {
  #opened: Promise<{ readonly sdk: Sdk; readonly client: S3Client }> | undefined;

  constructor(private readonly place: S3Place, private readonly keys: StorageKeys | undefined, readonly patience: Patience) {}

  /** Loads the SDK and asks nothing of the server. */
  async open(): Promise<void> {
    await (this.#opened ??= this.#open());
  }

  /**
   * @param what is being done, for the fault
   * @param bytes that travel with the call, which may take longer for them
   * @throws StorageFault
   */
  async call<Answer>(what: string, call: Call<Answer>, bytes = 0): Promise<Answer> {
    const given = { abortSignal: AbortSignal.timeout(Math.ceil(this.patience.callMs + bytes / SLOWEST_BYTES_PER_MS)) };
    try {
      const { sdk, client } = await (this.#opened ??= this.#open());
      return await call(client, sdk, given).catch((error: unknown) => {
        // A line that lay idle may have died meanwhile with the server, which is back. Whatever we ask may be asked twice.
        if (isHungUp(error) && !given.abortSignal.aborted) return call(client, sdk, given);
        throw error;
      });
    } catch (error) {
      // A mistake of ours is no trouble of the world.
      if (error instanceof StorageFault || error instanceof TypeError || error instanceof RangeError) throw error;
      throw s3FaultOf(error, what, this.place);
    }
  }

  /** The SDK is loaded here and nowhere else: a desk on a folder does not pay for it. */
  async #open(): Promise<{ readonly sdk: Sdk; readonly client: S3Client }> {
    const sdk = await import('@aws-sdk/client-s3');
    const { endpoint, region, pathStyle } = this.place;
    const client = new sdk.S3Client({
      region, forcePathStyle: pathStyle, maxAttempts: TRIES, followRegionRedirects: false,
      // We name the digest ourselves, and look at it ourselves; checksums of their own not every server knows.
      requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: this.patience.connectMs, socketTimeout: this.patience.silenceMs, httpAgent: { maxSockets: SOCKETS }, httpsAgent: { maxSockets: SOCKETS } },
      ...(endpoint !== undefined && { endpoint }),
      ...(this.keys && { credentials: { ...this.keys } }),
    });
    return { sdk, client };
  }
}
