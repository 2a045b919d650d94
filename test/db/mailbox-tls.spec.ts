import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import forge from 'node-forge';
import type { MailboxAccess } from '#intake';
import { Secret } from '#kernel';
import { ImapMailSource } from '../../libs/intake/adapters/imap-mail-source.js';
import { OwnDovecot } from '../support/own-dovecot.js';

const BOX = { address: 'tls@school.example', password: 'a password' };

/** A certificate for this machine, signed by itself. */
function selfSigned(): { cert: string; key: string } {
  const keys = forge.pki.rsa.generateKeyPair(2_048);
  const cert = forge.pki.createCertificate();
  Object.assign(cert, { publicKey: keys.publicKey, serialNumber: '01' });
  cert.validity.notBefore = new Date(Date.now() - 86_400_000);
  cert.validity.notAfter = new Date(Date.now() + 86_400_000);
  cert.setSubject([{ name: 'commonName', value: 'localhost' }]);
  cert.setIssuer([{ name: 'commonName', value: 'localhost' }]);
  cert.setExtensions([{ name: 'basicConstraints', cA: true }, { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }]);
  cert.sign(keys.privateKey, forge.md.sha256.create());
  return { cert: forge.pki.certificateToPem(cert), key: forge.pki.privateKeyToPem(keys.privateKey) };
}

describe('the line to a mail server', () => {
  let encrypted: OwnDovecot;
  let plain: OwnDovecot;
  let caFile: string;
  beforeAll(async () => {
    const { cert, key } = selfSigned();
    encrypted = await OwnDovecot.start([BOX], async (home) => {
      caFile = join(home, 'cert.pem');
      await writeFile(caFile, cert, { mode: 0o644 });
      await writeFile(join(home, 'key.pem'), key, { mode: 0o644 });
      return { ssl: 'required', ssl_cert: `<${caFile}`, ssl_key: `<${join(home, 'key.pem')}` };
    });
    plain = await OwnDovecot.start([BOX]);
  });
  afterAll(async () => {
    await encrypted?.close();
    await plain?.close();
  });

  const access = (server: OwnDovecot, more: Partial<MailboxAccess> = {}): MailboxAccess => ({ host: 'localhost', port: server.imapPort, security: 'starttls', user: BOX.address, password: new Secret(BOX.password), folder: 'INBOX', ...more } as MailboxAccess);
  const trusting = (): ImapMailSource => new ImapMailSource({ ANSWER_SECONDS: 5, CA_FILE: caFile });

  it('is refused when nobody we know has signed the certificate', async () => {
    await expect(new ImapMailSource({ ANSWER_SECONDS: 5 }).open(access(encrypted))).rejects.toMatchObject({ code: 'intake.mailbox-not-trusted' });
  });

  it('is good when its authority is named', async () => {
    const session = await trusting().open(access(encrypted));
    expect((await session.look()).mails).toBe(0);
    await session.close();
  });

  it('is refused when the certificate is for another name', async () => {
    await expect(trusting().open(access(encrypted, { host: '127.0.0.1' }))).rejects.toMatchObject({ code: 'intake.mailbox-not-trusted' });
  });

  it('is refused when somebody took STARTTLS away, before a password is said', async () => {
    await expect(trusting().open(access(plain))).rejects.toMatchObject({ code: 'intake.mailbox-not-trusted', message: expect.stringContaining('STARTTLS') });
    expect(await plain.log()).not.toContain('Login');
  });

  it('is refused when TLS is expected at once and the server speaks in clear', async () => {
    await expect(trusting().open(access(plain, { security: 'implicit' }))).rejects.toMatchObject({ retry: 'later' });
  });
});
