import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FileStorage } from '#storage';
import { OpenSsl, type Certified } from '../../../test/support/openssl.js';
import { readKeptMail } from './read-kept-mail.js';

const CONTEXT = { portalKey: 'school', vocabulary: [], ownAddresses: [] };

describe('a signed mail with a large file', () => {
  let directory: string;
  let storage: FileStorage;
  let ssl: OpenSsl;
  let ada: Certified;
  beforeAll(async () => {
    [directory, ssl] = await Promise.all([mkdtemp(join(tmpdir(), 'rekey-kept-')), OpenSsl.start()]);
    storage = new FileStorage(directory);
    ada = await ssl.certificate({ address: 'ada@corp.example', key: 'ec' });
  });
  afterAll(async () => {
    await Promise.all([ssl?.stop(), rm(directory, { recursive: true, force: true })]);
  });

  const entity = (megabytes: number): string => {
    const line = `${Buffer.alloc(57, 'x').toString('base64')}\r\n`;
    return `Content-Type: multipart/mixed; boundary=inner\r\n\r\n--inner\r\nContent-Type: text/plain\r\n\r\nSiehe Anhang.\r\n--inner\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${line.repeat((megabytes * 1024 * 1024) / line.length)}--inner--\r\n`;
  };
  const read = async (raw: Buffer) => (await readKeptMail(storage, await storage.put(raw), CONTEXT)).mail;

  it('is checked, though its file is left out when it is read; enclosed by the signature as well', async () => {
    for (const options of [[], ['-nodetach']]) {
      const raw = Buffer.concat([Buffer.from('From: ada@corp.example\r\n'), await ssl.sign(entity(2), ada, ['-binary', ...options])]);
      const mail = await read(raw);
      expect(mail).toMatchObject({ text: 'Siehe Anhang.', smime: { state: 'fits', covers: 'whole' } });
      expect(mail.attachments[0]).toMatchObject({ name: 'a.pdf' });
      if (options.length === 0) expect((await read(Buffer.from(raw.toString('latin1').replace('eHh4', 'eHh5'), 'latin1'))).smime?.state).toBe('broken');
    }
  });

  it('is not checked beyond 10 MB, which is said', async () => {
    const raw = `From: ada@corp.example\r\nContent-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n--b\r\n${entity(11)}\r\n--b\r\nContent-Type: application/pkcs7-signature\r\n\r\nx\r\n--b--\r\n`;
    expect((await read(Buffer.from(raw))).smime).toEqual({ state: 'too-large', covers: 'part', signer: null, trust: 'not-asked' });
  });

  it('has nothing said about a signature where there is none', async () => {
    expect((await read(Buffer.from('From: ada@corp.example\r\n\r\nHallo'))).smime).toBeUndefined();
  });
});
