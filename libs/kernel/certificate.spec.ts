import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OpenSsl } from '../../test/support/openssl.js';
import { certificateInPem, readCertificate } from './certificate.js';

describe('a certificate', () => {
  let ssl: OpenSsl;
  beforeAll(async () => {
    ssl = await OpenSsl.start();
  });
  afterAll(() => ssl?.stop());

  const made = async (subject: string, ...extensions: string[]) => {
    const file = await ssl.file(`[req]\ndistinguished_name=dn\nprompt=no\nutf8=yes\n[dn]\n${subject}\n[ext]\n${extensions.join('\n')}\n`);
    const { out, err } = await ssl.run(['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', '/dev/null', '-config', file, '-extensions', 'ext', '-days', '30']);
    const certificate = certificateInPem(out.toString());
    if (!certificate) throw new Error(err);
    return certificate;
  };

  it('says whose it is and what for', async () => {
    const office = await made('CN=Büro Müller', 'subjectAltName=email:Support@Media.example,email:info@media.example,DNS:media.example', 'keyUsage=critical,digitalSignature', 'extendedKeyUsage=emailProtection,clientAuth', 'basicConstraints=CA:TRUE,pathlen:1');
    expect(office).toMatchObject({
      subjectName: 'Büro Müller', issuerName: 'Büro Müller', addresses: ['support@media.example', 'info@media.example'], keyUsage: { digitalSignature: true, nonRepudiation: false, keyCertSign: false }, protectsMail: true, critical: ['2.5.29.15'], pathLength: 1,
    });
    expect(office.validUntil.getTime() - office.validFrom.getTime()).toBe(30 * 86_400_000);
    expect(readCertificate(office.der).serial.equals(office.serial)).toBe(true);
  });

  it('of old has its address in the subject, and no limits', async () => {
    expect(await made('O=Verein\nemailAddress=Ada@Corp.example')).toMatchObject({ subjectName: 'Verein', addresses: ['ada@corp.example'], keyUsage: undefined, protectsMail: undefined, pathLength: undefined });
    expect(await made('CN=x', 'extendedKeyUsage=serverAuth')).toMatchObject({ addresses: [], protectsMail: false });
  });

  it('is exactly one, and nothing that only looks like one', async () => {
    const pem = (await ssl.certificate({ address: 'ada@corp.example', key: 'ec' })).pem;
    expect(certificateInPem(`Bag Attributes\n${pem}`)?.addresses).toEqual(['ada@corp.example']);
    for (const text of ['', 'hello', pem + pem, pem.replace('MII', 'AAA'), pem.slice(0, 200), '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----']) expect(certificateInPem(text)).toBeUndefined();
    expect(() => readCertificate(Buffer.alloc(40_000, 0x30))).toThrow();
  });
});
