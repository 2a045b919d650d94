import { FileStorage } from './file-storage.js';
import { s3PlaceOf, type StorageKeys } from './s3-place.js';
import { S3Storage } from './s3-storage.js';
import type { Storage } from './storage.js';

/**
 * The storage behind a `file:` or `s3:` URL. Nothing is reached yet, and what speaks S3 is loaded with the first call.
 *
 * @param keys for `s3:`; without them the SDK looks for some where it always does
 * @throws Error when the URL is none; `StorageConfig` says so before
 */
export function openStorage(url: string, keys?: StorageKeys): Storage {
  return url.startsWith('s3:') ? new S3Storage(s3PlaceOf(url), keys) : new FileStorage(url.replace(/^file:(\/\/)?/, ''));
}
