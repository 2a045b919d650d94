/** Content-addressed bytes: raw mails and attachments, named by their SHA-256. */
export { FileStorage, openStorage, Storage, StorageFault, sha256Of, type Stored } from './storage.js';
export { StorageConfig } from './storage.config.js';
export { StorageModule } from './storage.module.js';
