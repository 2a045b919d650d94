import { constants, createHash, verify, type KeyObject } from 'node:crypto';
import { ASN1, NotAsn1, oidOf, readAsn1, readCertificate, valuesIn, writeAsn1, type Asn1, type MailCertificate } from '#kernel';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const CONTEXT_0 = 0xa0;
const KEY_ID = 0x80;
const DIGESTS: Readonly<Record<string, string>> = { '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' };
/** SHA-1 and MD5, alone and with RSA or ECDSA. */
const WEAK = ['1.3.14.3.2.26', '1.2.840.113549.2.5', '1.2.840.113549.1.1.4', '1.2.840.113549.1.1.5', '1.2.840.10045.4.1'];
const RSA = ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13'];
const RSA_PSS = '1.2.840.113549.1.1.10';
const ECDSA = ['1.2.840.10045.2.1', '1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4'];
/** RFC 8419; its digest is always SHA-512. */
const ED25519 = '1.3.101.112';
const SMALLEST_RSA = 2048;
const LARGEST_RSA = 8192;
const MOST_CERTIFICATES = 30;
const MOST_SIGNERS = 4;
const MOST_PIECES = 100_000;

export interface CheckedCms {
  readonly state: 'fits' | 'broken' | 'weak' | 'unreadable';
  /** Of the first signature, where it came along. */
  readonly signer: MailCertificate | undefined;
  readonly others: readonly MailCertificate[];
  /** What is signed. */
  readonly content: Buffer;
}

/**
 * Checks a CMS signature (RFC 5652 section 5; algorithms of RFC 8551 section 2): RSA with both paddings, elliptic
 * curves and Ed25519, with SHA-256 and better. Over the exact bytes, so nothing is decoded and encoded again but the length of the signed attributes.
 *
 * @param detached what a detached signature is over
 * @throws Error for anything that is not such a signature, or more of it than anybody needs
 */
export function checkCms(cms: Buffer, detached?: Buffer): CheckedCms {
  const [type, wrapped] = valuesIn(readAsn1(cms));
  if (!type || oidOf(type) !== SIGNED_DATA || wrapped?.tag !== CONTEXT_0) throw new NotAsn1('no signature');
  const [, , enclosed, ...rest] = valuesIn(valuesIn(wrapped)[0]!);
  const [contentType, enclosedContent] = valuesIn(enclosed!);
  const content = detached ?? octetsOf(enclosedContent);
  const certificates = certificatesIn(rest.find(({ tag }) => tag === CONTEXT_0));
  const signers = valuesIn(rest.at(-1)!, MOST_SIGNERS).map((info) => checkSigner(info, oidOf(contentType!), content, certificates));
  const [first] = signers;
  if (!first || rest.at(-1)!.tag !== ASN1.SET) throw new NotAsn1('nobody signed');
  const state = (['unreadable', 'broken', 'weak'] as const).find((one) => signers.some((signer) => signer.state === one)) ?? 'fits';
  return { state, signer: first.certificate, others: certificates.filter((one) => one !== first.certificate), content };
}

interface CheckedSigner {
  readonly state: CheckedCms['state'];
  readonly certificate: MailCertificate | undefined;
}

function checkSigner(info: Asn1, contentType: string, content: Buffer, certificates: readonly MailCertificate[]): CheckedSigner {
  const [, who, digestAlgorithm, ...rest] = valuesIn(info);
  const attributes = rest[0]?.tag === CONTEXT_0 ? rest.shift() : undefined;
  const [algorithm, signature] = rest;
  if (!who || !digestAlgorithm || !algorithm || signature?.tag !== ASN1.OCTETS) throw new NotAsn1('no signer');
  const certificate = certificates.find((one) => isOf(one, who));
  const [digestOid, oid] = [digestAlgorithm, algorithm].map((one) => oidOf(valuesIn(one)[0]!)) as [string, string];
  if (!certificate) return { state: 'unreadable', certificate };
  const key = certificate.x509.publicKey;
  const bits = key.asymmetricKeyDetails?.modulusLength ?? SMALLEST_RSA;
  if (WEAK.includes(digestOid) || WEAK.includes(oid) || bits < SMALLEST_RSA) return { state: 'weak', certificate };
  const digest = DIGESTS[digestOid];
  if (!digest || bits > LARGEST_RSA) return { state: 'unreadable', certificate };
  if (attributes && !namesContent(attributes, contentType, createHash(digest).update(content).digest())) return { state: 'broken', certificate };
  const signed = attributes ? writeAsn1(ASN1.SET, attributes.content) : content;
  const holds = verifies(oid, digest, signed, key, signature.content);
  return { state: holds === undefined ? 'unreadable' : holds ? 'fits' : 'broken', certificate };
}

/** RFC 5652 section 5.3: issuer and serial number, or the key's id. */
function isOf(certificate: MailCertificate, who: Asn1): boolean {
  if (who.tag === KEY_ID) return certificate.subjectKeyId?.equals(who.content) === true;
  const [issuer, serial] = valuesIn(who);
  return issuer !== undefined && serial !== undefined && certificate.issuer.equals(issuer.whole) && certificate.serial.equals(serial.whole);
}

/** RFC 5652 section 11: each once, with one value. */
function namesContent(attributes: Asn1, contentType: string, digest: Buffer): boolean {
  const found = new Map<string, Asn1[]>();
  for (const attribute of valuesIn(attributes)) {
    const [oid, values] = valuesIn(attribute);
    if (!oid || !values || found.has(oidOf(oid))) throw new NotAsn1('no attribute');
    found.set(oidOf(oid), valuesIn(values));
  }
  const [type = [], digests = []] = [found.get(CONTENT_TYPE), found.get(MESSAGE_DIGEST)];
  return type.length === 1 && oidOf(type[0]!) === contentType && digests.length === 1 && digests[0]!.content.equals(digest);
}

/** Undefined: an algorithm that we do not know. */
function verifies(oid: string, digest: string, signed: Buffer, key: KeyObject, signature: Buffer): boolean | undefined {
  if (RSA.includes(oid)) return key.asymmetricKeyType === 'rsa' && verify(digest, signed, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
  if (oid === RSA_PSS) return key.asymmetricKeyType?.startsWith('rsa') === true && verify(digest, signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }, signature);
  if (ECDSA.includes(oid)) return key.asymmetricKeyType === 'ec' && verify(digest, signed, key, signature);
  if (oid === ED25519) return digest === 'sha512' ? key.asymmetricKeyType === 'ed25519' && verify(null, signed, key, signature) : undefined;
  return undefined;
}

/** Those that cannot be read are left out. */
function certificatesIn(set: Asn1 | undefined): MailCertificate[] {
  if (!set) return [];
  return valuesIn(set, MOST_CERTIFICATES).filter(({ tag }) => tag === ASN1.SEQUENCE).flatMap(({ whole }) => {
    try {
      return [readCertificate(whole)];
    } catch {
      return [];
    }
  });
}

function octetsOf(wrapped: Asn1 | undefined): Buffer {
  const [octets] = wrapped ? valuesIn(wrapped) : [];
  if (octets?.tag === ASN1.OCTETS) return octets.content;
  if (octets?.tag !== ASN1.OCTETS_IN_PIECES) throw new NotAsn1('no content');
  return Buffer.concat(valuesIn(octets, MOST_PIECES).map(({ tag, content }) => {
    if (tag !== ASN1.OCTETS) throw new NotAsn1('pieces in pieces');
    return content;
  }));
}
