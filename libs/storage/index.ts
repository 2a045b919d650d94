/** Content-addressed bytes: raw mails and attachments, named by their SHA-256. */
export { DamagedBytes, KeepsVersions, MissingBytes, Storage, StorageFault, sha256Of, type Stored } from './storage.js';
export { openStorage } from './open-storage.js';
export { type StorageKeys } from './s3-place.js';
export { FileStorage } from './file-storage.js';
export { keysOf, StorageConfig } from './storage.config.js';
export { StorageModule } from './storage.module.js';
