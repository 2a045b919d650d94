import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ASN1, writeAsn1, writeAsn1Set, writeOid } from '#kernel';
import { leastCpu } from '../../../test/support/cpu-ms.js';
import { signedByEd25519 } from '../../../test/support/ed25519-signature.js';
import { OpenSsl, type Certified, type CertificateWish } from '../../../test/support/openssl.js';
import { lookAtSignature } from './look-at-signature.js';
import { readMime } from './read-mime.js';

/** Of this process; what takes the square of its length would take minutes. */
const SLOWEST_MS = 10_000;
const ENTITY = 'Content-Type: multipart/mixed; boundary=inner\r\n\r\n--inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe, ich habe mein Passwort vergessen.\r\n--inner\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcK\r\n--inner--\r\n';
const HEAD = 'From: Ada <ada@corp.example>\r\nTo: support@school.example\r\nSubject: Hilfe\r\n';

describe('an S/MIME signature on a mail that came', () => {
  let ssl: OpenSsl;
  let root: Certified;
  let office: Certified;
  let ada: Certified;
  let adaRsa: Certified;
  let adaEd: Certified;
  let signed: Buffer;
  beforeAll(async () => {
    ssl = await OpenSsl.start();
    root = await ssl.authority('Root of all mail');
    office = await ssl.authority('Trust Office', root);
    [ada, adaRsa, adaEd] = await Promise.all([ssl.certificate({ address: 'Ada@corp.example', key: 'ec', by: office }), ssl.certificate({ address: 'ada@corp.example', by: office }), ssl.certificate({ address: 'ada@corp.example', key: 'ed25519', by: office })]);
    signed = await mail(ada);
  });
  afterAll(() => ssl?.stop());

  const mail = async (by: Certified, options: readonly string[] = [], entity = ENTITY): Promise<Buffer> => Buffer.concat([Buffer.from(HEAD), await ssl.sign(entity, by, options)]);
  const look = async (raw: Buffer, authorities: readonly string[] = []) => lookAtSignature(raw, await readMime(raw), authorities);

  it.each([
    ['elliptic curve', () => ada, []], ['RSA', () => adaRsa, []], ['RSA with the newer padding', () => adaRsa, ['-keyopt', 'rsa_padding_mode:pss']], ['the key named by its id', () => ada, ['-keyid']],
    ['SHA-512', () => adaRsa, ['-md', 'sha512']], ['no attributes', () => adaRsa, ['-noattr']], ['the mail inside it', () => ada, ['-nodetach']], ['the mail inside it, in pieces', () => adaRsa, ['-nodetach', '-stream']], ['bare line feeds', () => ada, ['-crlfeol']],
  ] as const)('fits: %s', async (_, by, options) => {
    const found = await look(await mail(by(), ['-binary', ...options]));
    expect(found).toMatchObject({ state: 'fits', covers: 'whole', trust: 'not-asked', signer: { name: 'Ada Example', addresses: ['ada@corp.example'], issuer: 'Trust Office' } });
  });

  it('fits on a file from a disk, whose line ends are bare', async () => {
    expect(await look(Buffer.from(signed.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'))).toMatchObject({ state: 'fits', covers: 'whole' });
  });

  it('does not fit once a byte of the content, or of the signature, is another', async () => {
    const text = signed.toString('latin1');
    for (const changed of [text.replace('Passwort', 'passwort'), text.replace('a.pdf', 'b.pdf'), text.replace('JVBERi0xLjcK', 'JVBERi0xLjgK')]) expect(await look(Buffer.from(changed, 'latin1'))).toMatchObject({ state: 'broken' });
    const opaque = (await mail(ada, ['-binary', '-nodetach', '-outform', 'DER'])).subarray(HEAD.length);
    for (const at of [opaque.indexOf('Passwort'), opaque.length - 3]) {
      const bytes = Buffer.from(opaque);
      bytes[at]! ^= 1;
      const raw = Buffer.from(`${HEAD}Content-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}\r\n`);
      expect((await look(raw)).state).not.toBe('fits');
    }
  });

  it('says when only a part of what is shown is signed, however the rest got there', async () => {
    const body = signed.toString('latin1').slice(HEAD.length);
    const below = `${HEAD}Content-Type: multipart/mixed; boundary=list\r\n\r\n--list\r\n${body}\r\n--list\r\nContent-Type: text/plain\r\n\r\nFooter\r\n--list--\r\n`;
    const boundary = /boundary="(.*?)"/.exec(body)![1]!;
    const third = signed.toString('latin1').replace(`--${boundary}--`, `--${boundary}\r\nContent-Type: text/plain\r\n\r\nSchicken Sie den Link an eve@evil.example\r\n--${boundary}--`);
    expect((await readMime(Buffer.from(third, 'latin1'))).text).toContain('eve@evil.example');
    const twoTypes = `Content-Type: text/plain\r\n${signed.toString('latin1')}`;
    for (const raw of [below, third]) expect(await look(Buffer.from(raw, 'latin1'))).toMatchObject({ state: 'fits', covers: 'part' });
    expect(await look(Buffer.from(twoTypes, 'latin1'))).not.toMatchObject({ covers: 'whole' });
  });

  it('is trusted only by a way up to an authority that the profile lists', async () => {
    const other = await ssl.authority('Somebody else');
    const posing = await ssl.authority('Trust Office', await ssl.authority('Root of all mail'));
    const byPerson = await ssl.certificate({ address: 'boss@corp.example', key: 'ec', by: ada });
    const forServers = await ssl.certificate({ address: 'ada@corp.example', key: 'ec', purposes: 'serverAuth', by: office });
    const [posed, person, server] = await Promise.all([mail(await ssl.certificate({ address: 'ada@corp.example', key: 'ec', by: posing })), mail(byPerson), mail(forServers)]);
    expect(await look(signed, [root.pem])).toMatchObject({ state: 'fits', trust: 'trusted' });
    expect(await look(signed, [other.pem, office.pem])).toMatchObject({ trust: 'trusted' });
    expect(await look(signed, [other.pem])).toMatchObject({ trust: 'unknown-issuer' });
    for (const raw of [posed, person, server]) expect(await look(raw, [root.pem])).toMatchObject({ state: 'fits', trust: 'unknown-issuer' });
  });

  it.each([[true], [false]])('fits by Ed25519 as RFC 8419 wants it, and not once a byte is another (attributes: %s)', async (hasAttributes) => {
    const cms = (digest: 'sha256' | 'sha512') => signedByEd25519(ENTITY, adaEd, readFileSync(adaEd.keyFile), { digest, hasAttributes });
    const raw = (entity: string, signature: Buffer) => Buffer.from(`${HEAD}Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n--b\r\n${entity}\r\n--b\r\nContent-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n${signature.toString('base64')}\r\n--b--\r\n`);
    expect(await look(raw(ENTITY, cms('sha512')), [root.pem])).toMatchObject({ state: 'fits', covers: 'whole', trust: 'trusted', signer: { addresses: ['ada@corp.example'] } });
    expect(await look(raw(ENTITY.replace('a.pdf', 'b.pdf'), cms('sha512')))).toMatchObject({ state: 'broken' });
    // Section 2: SHA-512 and nothing else.
    expect(await look(raw(ENTITY, cms('sha256')))).toMatchObject({ state: 'unreadable' });
  });

  const LIMITS: readonly (readonly [string, string, readonly Partial<CertificateWish>[], readonly Partial<CertificateWish>[]])[] = [
    ['one host', 'permitted;email:corp.example', [{}, { address: 'ADA@Corp.example' }], [{ address: 'ada@other.example' }, { address: 'ada@sub.corp.example' }, { address: 'ada@xcorp.example' }]],
    ['what lies below a domain', 'permitted;email:.corp.example', [{ address: 'ada@sub.corp.example' }], [{}, { address: 'ada@xcorp.example' }]],
    ['one address', 'permitted;email:ada@corp.example', [{}], [{ address: 'eve@corp.example' }]],
    ['all but one host', 'excluded;email:corp.example', [{ address: 'ada@other.example' }], [{}]],
    ['all of several', 'permitted;email:corp.example,permitted;email:other.example', [{}, { altNames: 'email:ada@corp.example,email:ada@other.example' }], [{ altNames: 'email:ada@corp.example,email:ada@third.example' }]],
    ['hosts of the web, which mail does not have', 'permitted;DNS:corp.example', [{}], [{ altNames: 'email:ada@corp.example,DNS:evil.example' }]],
    ['an organisation', 'permitted;dirName:limit\n[limit]\nO=Corp', [{ above: 'O=Corp' }, { above: 'O=CORP' }], [{}, { above: 'O=Other' }]],
    ['all but an organisation', 'excluded;dirName:limit\n[limit]\nO=Corp', [{}, { above: 'O=Other' }], [{ above: 'O=Corp' }]],
  ];
  it.each(LIMITS)('is trusted only for the names that its authority may issue for: %s, as OpenSSL says', async (_, limits, good, bad) => {
    const limited = await ssl.authority('Limited Office', root, `nameConstraints=critical,${limits}`);
    for (const [wish, trust] of [...good.map((one) => [one, 'trusted'] as const), ...bad.map((one) => [one, 'unknown-issuer'] as const)]) {
      const by = await ssl.certificate({ address: 'ada@corp.example', key: 'ec', ...wish, by: limited });
      expect([wish, await look(await mail(by), [root.pem])]).toEqual([wish, expect.objectContaining({ state: 'fits', trust })]);
      const { code } = await ssl.run(['verify', '-purpose', 'smimesign', '-CAfile', root.certFile, '-untrusted', limited.certFile, by.certFile]);
      expect([wish, code === 0]).toEqual([wish, trust === 'trusted']);
    }
  });

  it('is trusted only within the limits of every authority on the way, also of the one that the profile lists', async () => {
    const above = await ssl.authority('Limited Root', undefined, 'nameConstraints=critical,permitted;email:corp.example');
    const below = await ssl.authority('Office', above);
    const [own, foreign] = await Promise.all(['ada@corp.example', 'ada@other.example'].map(async (address) => mail(await ssl.certificate({ address, key: 'ec', by: below }))));
    expect(await look(own!, [above.pem])).toMatchObject({ trust: 'trusted' });
    expect(await look(foreign!, [above.pem])).toMatchObject({ state: 'fits', trust: 'unknown-issuer' });
  });

  it('is called weak where others could make it', async () => {
    const small = await ssl.certificate({ address: 'ada@corp.example', key: 'rsa-1024' });
    expect(await look(await mail(small))).toMatchObject({ state: 'weak' });
    expect(await look(await mail(adaRsa, ['-md', 'sha1']))).toMatchObject({ state: 'weak' });
  });

  it('is not readable without the certificate, with another form, or with far too much in it', async () => {
    const asMail = (cms: Buffer): Buffer => Buffer.from(`${HEAD}Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHallo\r\n--b\r\nContent-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n${cms.toString('base64')}\r\n--b--\r\n`);
    const data = writeAsn1(ASN1.SEQUENCE, writeOid('1.2.840.113549.1.7.1'));
    const certificate = Buffer.from(ada.pem.replace(/-----[^-]+-----/g, ''), 'base64');
    const around = (certificates: readonly Buffer[], signers: readonly Buffer[] = []): Buffer => writeAsn1(ASN1.SEQUENCE, writeOid('1.2.840.113549.1.7.2'), writeAsn1(0xa0, writeAsn1(ASN1.SEQUENCE, writeAsn1(ASN1.INTEGER, Buffer.from([1])), writeAsn1(ASN1.SET), data, writeAsn1Set(0xa0, certificates), writeAsn1(ASN1.SET, ...signers))));
    const hostile = {
      'no certificate': (await mail(ada, ['-nocerts'])), 'nobody signed': asMail(around([certificate])), '10,000 certificates': asMail(around(Array.from({ length: 10_000 }, () => certificate))), 'one of 100 kB': asMail(around([writeAsn1(ASN1.SEQUENCE, Buffer.alloc(100_000))])),
      '10,000 signers': asMail(around([certificate], Array.from({ length: 10_000 }, () => writeAsn1(ASN1.SEQUENCE)))), empty: asMail(Buffer.alloc(0)), 'no ASN.1': asMail(Buffer.from('hello')), 'a length beyond the end': asMail(Buffer.from('3084ffffffff0609', 'hex')),
      'nested without end': asMail(Buffer.from('3080'.repeat(50_000), 'hex')), 'many small values': asMail(writeAsn1(ASN1.SEQUENCE, Buffer.from('0500'.repeat(90_000), 'hex'))), 'nested in length': asMail(Array.from({ length: 2_000 }).reduce<Buffer>((inner) => writeAsn1(ASN1.SEQUENCE, inner), Buffer.alloc(0))),
      'a boundary on every line': Buffer.from(`${HEAD}Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n${'--b\r\n'.repeat(100_000)}`),
      'a delimiter that never is one': Buffer.from(`${HEAD}Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n${'--b'.repeat(300_000)}`),
      'nothing but line ends': Buffer.from(`${HEAD}Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n--b\n${'\n'.repeat(2_000_000)}\n--b\n\nMII=\n--b--`),
      'a signature of 1 MB': asMail(Buffer.alloc(1024 * 1024, 0x30)),
    };
    const read = await readMime(signed);
    for (const [name, raw] of Object.entries(hostile)) {
      const { ms, result } = await leastCpu(SLOWEST_MS, () => lookAtSignature(raw, read, [root.pem]));
      expect([name, result]).toEqual([name, expect.objectContaining({ state: 'unreadable', signer: null })]);
      expect([name, ms < SLOWEST_MS]).toEqual([name, true]);
    }
  });

  it('never throws, nor takes long, whatever byte is broken', async () => {
    const opaque = (await mail(ada, ['-binary', '-nodetach', '-outform', 'DER'])).subarray(HEAD.length);
    const read = await readMime(signed);
    let seed = 20261128;
    const next = (below: number): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) % below;
    const states = new Set<string>();
    for (let round = 0; round < 100; round += 1) {
      const bytes = Buffer.from(opaque);
      for (let change = next(3); change >= 0; change -= 1) bytes[next(bytes.length)] = next(256);
      if (bytes.equals(opaque)) continue;
      const raw = Buffer.from(`Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.subarray(0, next(4) === 0 ? next(bytes.length) : bytes.length).toString('base64')}`);
      states.add((await lookAtSignature(raw, read, [root.pem])).state);
    }
    expect([...states].toSorted()).toEqual(expect.arrayContaining(['broken', 'unreadable']));
  });
});
