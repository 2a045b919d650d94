export type { AttachmentDescription } from './domain/attachment.js';
