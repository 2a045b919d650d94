import { z } from 'zod';
import { section } from '#config';

export const StorageConfig = section('STORAGE', {
  URL: z.string().regex(/^file:/, 'only file: is built in so far, e.g. file:.rekey/storage').default('file:.rekey/storage')
    .describe('where raw mails and attachments lie'),
});
