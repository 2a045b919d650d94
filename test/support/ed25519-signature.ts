import { createHash, createPrivateKey, sign } from 'node:crypto';
import { ASN1, certificateInPem, writeAsn1, writeAsn1Set, writeOid } from '#kernel';

const DATA = '1.2.840.113549.1.7.1';
const DIGESTS = { sha256: '2.16.840.1.101.3.4.2.1', sha512: '2.16.840.1.101.3.4.2.3' } as const;
const VERSION_1 = writeAsn1(ASN1.INTEGER, Buffer.from([1]));
const attribute = (oid: string, value: Buffer): Buffer => writeAsn1(ASN1.SEQUENCE, writeOid(oid), writeAsn1(ASN1.SET, value));
const algorithm = (oid: string): Buffer => writeAsn1(ASN1.SEQUENCE, writeOid(oid));

/** A detached CMS signature as in RFC 8419, which OpenSSL 3.0 cannot make. `hasAttributes`: signed attributes (section 3.1), else over the content (3.2). */
export function signedByEd25519(content: string, { pem, chain }: { readonly pem: string; readonly chain: readonly { readonly pem: string }[] }, key: Buffer, { digest, hasAttributes }: { readonly digest: keyof typeof DIGESTS; readonly hasAttributes: boolean }): Buffer {
  const { der, issuer, serial } = certificateInPem(pem)!;
  const attributes = [attribute('1.2.840.113549.1.9.3', writeOid(DATA)), attribute('1.2.840.113549.1.9.4', writeAsn1(ASN1.OCTETS, createHash(digest).update(content).digest()))];
  const signature = sign(null, hasAttributes ? writeAsn1Set(ASN1.SET, attributes) : Buffer.from(content), createPrivateKey(key));
  const signer = writeAsn1(ASN1.SEQUENCE, VERSION_1, writeAsn1(ASN1.SEQUENCE, issuer, serial), algorithm(DIGESTS[digest]), ...(hasAttributes ? [writeAsn1Set(0xa0, attributes)] : []), algorithm('1.3.101.112'), writeAsn1(ASN1.OCTETS, signature));
  const signed = writeAsn1(ASN1.SEQUENCE, VERSION_1, writeAsn1(ASN1.SET, algorithm(DIGESTS[digest])), writeAsn1(ASN1.SEQUENCE, writeOid(DATA)), writeAsn1Set(0xa0, [der, ...chain.map((one) => certificateInPem(one.pem)!.der)]), writeAsn1(ASN1.SET, signer));
  return writeAsn1(ASN1.SEQUENCE, writeOid('1.2.840.113549.1.7.2'), writeAsn1(0xa0, signed));
}
