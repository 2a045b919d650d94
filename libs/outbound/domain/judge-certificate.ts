import { DAY_MS, refuse, type MailCertificate, type Refusal } from '#kernel';

/** So long before its end somebody is called: an authority may take weeks for a new one. */
export const WARN_MS = 30 * DAY_MS;

const SMALLEST_RSA = 2048;
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];

export interface SigningKey {
  readonly type: string | undefined;
  readonly bits: number | undefined;
  readonly curve: string | undefined;
}

/**
 * Whether mails from one of these addresses may be signed with it (RFC 8550 sections 3 and 4.4; key sizes of RFC 8551 section 4). Refusals: `outbound.certificate-weak-key`,
 * `outbound.certificate-expired`, `outbound.certificate-not-for-mail`, and with the certificate's addresses `outbound.certificate-other-address`.
 */
export function judgeCertificate(certificate: Pick<MailCertificate, 'addresses' | 'validFrom' | 'validUntil' | 'keyUsage' | 'protectsMail'>, key: SigningKey, ours: readonly string[], now: Date): { readonly allowed: true; readonly addresses: readonly string[] } | Refusal {
  const isStrong = key.type === 'rsa' ? (key.bits ?? 0) >= SMALLEST_RSA : key.type === 'ec' && CURVES.includes(key.curve ?? '');
  if (!isStrong) return refuse('outbound.certificate-weak-key', { missing: [[key.type, key.curve ?? key.bits].filter(Boolean).join(' ')] });
  if (certificate.validFrom > now || certificate.validUntil <= now) return refuse('outbound.certificate-expired', { missing: [`${certificate.validFrom.toISOString()} – ${certificate.validUntil.toISOString()}`] });
  const missing = [...(certificate.keyUsage?.digitalSignature === true ? [] : ['digitalSignature']), ...(certificate.protectsMail === true ? [] : ['emailProtection'])];
  if (missing.length > 0) return refuse('outbound.certificate-not-for-mail', { missing });
  const addresses = ours.filter((address) => certificate.addresses.includes(address));
  return addresses.length > 0 ? { allowed: true, addresses } : refuse('outbound.certificate-other-address', { missing: certificate.addresses.slice(0, 5) });
}
