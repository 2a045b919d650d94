import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '#config';
import { keysOf, StorageConfig } from './storage.config.js';

const settingsOf = (environment: Record<string, string>) => loadConfig([StorageConfig], environment).of.get(StorageConfig) as Parameters<typeof keysOf>[0];
const BUCKET = 's3://desk?region=eu-central-1';
const KEYS = { REKEY_STORAGE_ACCESS_KEY_ID: 'AKIADESK', REKEY_STORAGE_SECRET_ACCESS_KEY: 'hunter2' };

describe('REKEY_STORAGE_…', () => {
  it('is a folder unless somebody names something else', () => {
    expect(settingsOf({})).toMatchObject({ URL: 'file:.rekey/storage' });
    expect(keysOf(settingsOf({}))).toBeUndefined();
  });

  it('takes a bucket, with keys or those that the SDK finds', () => {
    expect(keysOf(settingsOf({ REKEY_STORAGE_URL: BUCKET }))).toBeUndefined();
    expect(keysOf(settingsOf({ REKEY_STORAGE_URL: BUCKET, ...KEYS }))).toEqual({ accessKeyId: 'AKIADESK', secretAccessKey: 'hunter2' });
  });

  it('never prints the secret', () => {
    const { lines } = loadConfig([StorageConfig], { REKEY_STORAGE_URL: BUCKET, ...KEYS });
    expect(lines.map(({ variable, value }) => [variable, value])).toEqual([['REKEY_STORAGE_URL', BUCKET], ['REKEY_STORAGE_ACCESS_KEY_ID', 'AKIADESK'], ['REKEY_STORAGE_SECRET_ACCESS_KEY', '[secret]']]);
  });

  it.each([
    [{ REKEY_STORAGE_URL: 'ftp://x' }, /REKEY_STORAGE_URL: must start with file: or s3:/],
    [{ REKEY_STORAGE_URL: 's3://AKIADESK:hunter2@desk?region=x' }, /REKEY_STORAGE_URL: credentials do not belong into the URL/],
    [{ REKEY_STORAGE_URL: 's3://desk?endpoint=http://s3.example' }, /REKEY_STORAGE_URL: without TLS only to a loopback address/],
    [{ REKEY_STORAGE_URL: BUCKET, REKEY_STORAGE_ACCESS_KEY_ID: 'AKIADESK' }, /set both or neither/],
    [{ REKEY_STORAGE_URL: 'file:/data', ...KEYS }, /keys are for s3:, and REKEY_STORAGE_URL names a folder/],
  ] as [Record<string, string>, RegExp][])('says what to write instead of %j', (environment, sentence) => {
    expect(() => settingsOf(environment)).toThrow(sentence);
    expect(() => settingsOf(environment)).not.toThrow(/hunter2/);
  });
});
