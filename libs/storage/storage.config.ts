import { z } from 'zod';
import { section, type Settings } from '#config';
import { Secret } from '#kernel';
import { s3PlaceOf, type StorageKeys } from './s3-place.js';

export const StorageConfig = section('STORAGE', {
  URL: z.string().superRefine((url, context) => {
    const problem = problemOf(url);
    if (problem !== undefined) context.addIssue(problem);
  }).default('file:.rekey/storage')
    .describe('where raw mails and attachments lie: file:.rekey/storage is a folder, for one machine; s3://bucket/prefix?endpoint=https://s3.example&region=eu-central-1 a bucket of AWS (without endpoint) or of a server that speaks like it. pathStyle=false puts the bucket in front of the endpoint\'s host; http:// to another machine needs tls=none'),
  ACCESS_KEY_ID: z.string().optional().describe('for s3: who we are; without it the AWS SDK looks where it always does (AWS_ACCESS_KEY_ID, ~/.aws, the role of the machine)'),
  SECRET_ACCESS_KEY: z.string().transform((text) => new Secret(text)).optional().describe('its secret'),
}, ({ URL: url, ACCESS_KEY_ID: id, SECRET_ACCESS_KEY: secret }) => {
  if ((id === undefined) !== (secret === undefined)) return 'REKEY_STORAGE_ACCESS_KEY_ID and REKEY_STORAGE_SECRET_ACCESS_KEY go together: set both or neither';
  if (id !== undefined && !url.startsWith('s3:')) return 'REKEY_STORAGE_ACCESS_KEY_ID: keys are for s3:, and REKEY_STORAGE_URL names a folder';
  return undefined;
});

/** The keys as `openStorage` and threads take them; undefined: none are set. */
export function keysOf({ ACCESS_KEY_ID: accessKeyId, SECRET_ACCESS_KEY: secret }: Settings<typeof StorageConfig>): StorageKeys | undefined {
  return accessKeyId !== undefined && secret ? { accessKeyId, secretAccessKey: secret.reveal() } : undefined;
}

function problemOf(url: string): string | undefined {
  if (url.startsWith('file:')) return undefined;
  if (!url.startsWith('s3:')) return 'must start with file: or s3:, e.g. file:.rekey/storage or s3://bucket?endpoint=https://s3.example';
  try {
    s3PlaceOf(url);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
