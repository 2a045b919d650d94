import { createPrivateKey, type KeyObject } from 'node:crypto';
import type Forge from 'node-forge';
import type { Secret } from '#kernel';

const LARGEST = 256 * 1024;

export interface Pkcs12 {
  readonly key: KeyObject;
  /** DER, in the order of the file. */
  readonly certificates: readonly Buffer[];
}

/**
 * The key and the certificates of a PKCS #12 file (RFC 7292), as `openssl pkcs12 -export` and certificate authorities
 * write it. forge takes it apart; keys that it does not know itself (elliptic curves) come out as they lie in the file.
 * Undefined: not such a file, another password, or not exactly one key.
 */
export async function readPkcs12(file: Uint8Array, password: Secret): Promise<Pkcs12 | undefined> {
  if (file.length > LARGEST) return undefined;
  // Only here: every process of the desk would load it for what one verb does once in a year.
  const { default: forge } = await import('node-forge');
  const isPlain = /^[ -~]*$/.test(password.reveal());
  return attempt(forge, file, password.reveal()) ?? (isPlain ? undefined : attempt(forge, file, forge.util.encodeUtf8(password.reveal()), { isUtf8: true }));
}

/**
 * Old files (PKCS #12 appendix B) take the password as UTF-16, in everything; newer ones (RFC 8018) as UTF-8 for the
 * contents and as UTF-16 for the seal around them. forge knows one form for both, so with umlauts it goes without the seal:
 * with another password the contents make no sense anyway, and the key has to fit the certificate.
 */
function attempt(forge: typeof Forge, file: Uint8Array, password: string, { isUtf8 = false } = {}): Pkcs12 | undefined {
  try {
    const pfx = forge.asn1.fromDer(Buffer.from(file).toString('latin1'));
    if (isUtf8 && Array.isArray(pfx.value)) pfx.value.splice(2);
    const p12 = forge.pkcs12.pkcs12FromAsn1(pfx, false, password);
    const bytesOf = (value: Forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(value).getBytes(), 'latin1');
    const of = (type: string): Forge.pkcs12.Bag[] => p12.getBags({ bagType: type })[type] ?? [];
    const keys = [...of(forge.pki.oids['pkcs8ShroudedKeyBag']!), ...of(forge.pki.oids['keyBag']!)];
    if (keys.length !== 1) return undefined;
    const { key, asn1 } = keys[0]!;
    return {
      key: createPrivateKey({ key: bytesOf(key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)) : asn1), format: 'der', type: 'pkcs8' }),
      certificates: of(forge.pki.oids['certBag']!).map((bag) => bytesOf(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1)),
    };
  } catch {
    return undefined;
  }
}
