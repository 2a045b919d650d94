import { X509Certificate } from 'node:crypto';
import { ASN1, NotAsn1, oidOf, readAsn1, valuesIn, type Asn1 } from './asn1.js';
import { canonicalAddress, parseAddress } from './email-address.js';

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';
const EMAIL_IN_SUBJECT = '1.2.840.113549.1.9.1';
const SUBJECT_KEY_ID = '2.5.29.14';
const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';
const NAME_CONSTRAINTS = '2.5.29.30';
const ALT_NAMES = '2.5.29.17';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';
const ANY_PURPOSE = '2.5.29.37.0';
const RFC822_NAME = 0x81;
const LARGEST = 32 * 1024;
const MOST_ADDRESSES = 50;
const LONGEST_NAME = 200;

/** What an X.509 certificate says that mail cares about (RFC 5280, RFC 8550). Nothing is checked but its form. */
export interface MailCertificate {
  readonly x509: X509Certificate;
  readonly der: Buffer;
  /** As DER, for comparing: who issued it, and under which number. */
  readonly issuer: Buffer;
  readonly serial: Buffer;
  readonly subjectKeyId: Buffer | undefined;
  /** Common name, else organisation; as it is written, so to be cleaned before it is shown. */
  readonly subjectName: string;
  readonly issuerName: string;
  /** Canonical: the rfc822Names, then the address in the subject where there are none (RFC 8550 section 3). */
  readonly addresses: readonly string[];
  readonly validFrom: Date;
  readonly validUntil: Date;
  /** Bits of the key usage; undefined: not limited. */
  readonly keyUsage: { readonly digitalSignature: boolean; readonly nonRepudiation: boolean; readonly keyCertSign: boolean } | undefined;
  /** The extended key usage lets it protect mail; undefined: not limited. */
  readonly protectsMail: boolean | undefined;
  /** The subject as `readName` reads it, from the top on. */
  readonly subject: readonly string[];
  /** Alternative names of all kinds, as they are written (RFC 5280 section 4.2.1.6). */
  readonly altNames: readonly Asn1[];
  /** Addresses in the subject itself, as they are written. */
  readonly subjectAddresses: readonly string[];
  /** Of an authority: for which names it may issue (RFC 5280 section 4.2.1.10); undefined: not limited. */
  readonly nameConstraints: Asn1 | undefined;
  /** Critical extensions, dotted. */
  readonly critical: readonly string[];
  readonly extensions: readonly string[];
  /** How many certificates of authorities may follow below an authority's; undefined: not limited. */
  readonly pathLength: number | undefined;
}

/** @throws Error when it is no certificate, or one of more than 32 kB */
export function readCertificate(given: Buffer): MailCertificate {
  if (given.length > LARGEST) throw new NotAsn1('a certificate of this size');
  const { whole: der } = readAsn1(given);
  const x509 = new X509Certificate(der);
  const [tbs] = valuesIn(readAsn1(der));
  const fields = valuesIn(tbs!);
  const [serial, , issuer, , subject, ...rest] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  if (serial?.tag !== ASN1.INTEGER || !issuer || !subject) throw new NotAsn1('no certificate');
  const extensions = extensionsIn(rest.find(({ tag }) => tag === 0xa3));
  const found = (oid: string): Asn1 | undefined => {
    const value = extensions.find((one) => one.oid === oid)?.value;
    return value && readAsn1(value);
  };
  const purposes = found(EXTENDED_KEY_USAGE);
  const keyId = found(SUBJECT_KEY_ID);
  const written = found(ALT_NAMES);
  const altNames = written ? valuesIn(written, 1_000) : [];
  const subjectAddresses = attributesOf(subject).filter(({ oid }) => oid === EMAIL_IN_SUBJECT).map(({ text }) => text);
  return {
    x509, der, issuer: issuer.whole, serial: serial.whole,
    subjectKeyId: keyId?.content,
    subjectName: nameIn(subject), issuerName: nameIn(issuer),
    addresses: addressesOf(altNames, subjectAddresses),
    subject: readName(subject), altNames, subjectAddresses, nameConstraints: found(NAME_CONSTRAINTS),
    validFrom: new Date(x509.validFromDate.getTime()), validUntil: new Date(x509.validToDate.getTime()),
    keyUsage: keyUsageIn(found(KEY_USAGE)),
    protectsMail: purposes && valuesIn(purposes).map(oidOf).some((oid) => oid === EMAIL_PROTECTION || oid === ANY_PURPOSE),
    critical: extensions.filter(({ isCritical }) => isCritical).map(({ oid }) => oid),
    extensions: extensions.map(({ oid }) => oid),
    pathLength: pathLengthIn(found(BASIC_CONSTRAINTS)),
  };
}

/** The certificate in a PEM text (RFC 7468); undefined when there is not exactly one that can be read. */
export function certificateInPem(pem: string): MailCertificate | undefined {
  const [, base64, ...more] = pem.split(/-----(?:BEGIN|END) CERTIFICATE-----/);
  try {
    return base64 === undefined || more.length !== 1 ? undefined : readCertificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

function extensionsIn(wrapped: Asn1 | undefined): { oid: string; isCritical: boolean; value: Buffer }[] {
  if (!wrapped) return [];
  return valuesIn(valuesIn(wrapped)[0]!).map((extension) => {
    const [oid, ...rest] = valuesIn(extension);
    const value = rest.at(-1);
    if (!oid || value?.tag !== ASN1.OCTETS) throw new NotAsn1('no extension');
    return { oid: oidOf(oid), isCritical: rest[0]!.tag === ASN1.BOOLEAN && rest[0]!.content[0] !== 0, value: value.content };
  });
}

/** RFC 5280 section 4.2.1.3: bit 0 is the highest of the first octet behind the count of unused bits. */
function keyUsageIn(value: Asn1 | undefined): MailCertificate['keyUsage'] {
  if (!value) return undefined;
  const bits = value.tag === ASN1.BITS ? (value.content[1] ?? 0) : 0;
  return { digitalSignature: (bits & 0x80) !== 0, nonRepudiation: (bits & 0x40) !== 0, keyCertSign: (bits & 0x04) !== 0 };
}

function pathLengthIn(value: Asn1 | undefined): number | undefined {
  const length = value && valuesIn(value).find(({ tag }) => tag === ASN1.INTEGER);
  return length && (length.content.length === 1 ? length.content[0] : 0);
}

/**
 * A distinguished name, from the top on: one text for each step, equal for equal steps (RFC 5280 section 7.1: neither case
 * nor more white space makes a difference). @throws NotAsn1
 */
export function readName(name: Asn1): string[] {
  return valuesIn(name).map((set) => attributesIn(set).map(({ oid, text }) => `${oid}=${text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()}`).toSorted().join('+'));
}

function addressesOf(altNames: readonly Asn1[], inSubject: readonly string[]): string[] {
  const named = altNames.filter(({ tag }) => tag === RFC822_NAME).map(({ content }) => content.toString('latin1'));
  const written = named.length > 0 ? named : inSubject;
  return [...new Set(written.slice(0, MOST_ADDRESSES).flatMap((one) => parseAddress(one) ?? []).map(canonicalAddress))];
}

function nameIn(name: Asn1): string {
  const attributes = attributesOf(name);
  const best = attributes.find(({ oid }) => oid === COMMON_NAME) ?? attributes.find(({ oid }) => oid === ORGANISATION) ?? attributes[0];
  return (best?.text ?? '').slice(0, LONGEST_NAME);
}

function attributesOf(name: Asn1): { oid: string; text: string }[] {
  return valuesIn(name).flatMap(attributesIn);
}

function attributesIn(set: Asn1): { oid: string; text: string }[] {
  return valuesIn(set).map((attribute) => {
    const [oid, value] = valuesIn(attribute);
    if (!oid || !value) throw new NotAsn1('no attribute');
    return { oid: oidOf(oid), text: textIn(value) };
  });
}

function textIn({ tag, content }: Asn1): string {
  if (tag === ASN1.BMP) return Buffer.from(content.subarray(0, content.length & ~1)).swap16().toString('utf16le');
  return content.toString(tag === ASN1.UTF8 ? 'utf8' : 'latin1');
}
