import type { MimePart } from './parse-mime.js';

/** What an agent reads where a mail cannot be opened here. Keyed by the defect. */
export const SEALED: Readonly<Record<string, string>> = {
  'encrypted-smime': '[Diese Nachricht ist mit S/MIME verschlüsselt und hier nicht lesbar. · This message is encrypted with S/MIME and cannot be read here.]',
  'encrypted-pgp': '[Diese Nachricht ist mit PGP verschlüsselt und hier nicht lesbar. · This message is encrypted with PGP and cannot be read here.]',
};

const PKCS7 = /^application\/(x-)?pkcs7-mime$/;

/**
 * How a part is signed or encrypted, as a defect that the console shows; undefined for an open one. RFC 1847 (multipart),
 * RFC 3156 (PGP), RFC 8551 (S/MIME). No signature is checked here.
 */
export function sealOf(part: MimePart): string | undefined {
  const { multipart, parsed: { value: type, params } } = part.contentType;
  const protocol = (params['protocol'] ?? '').toLowerCase();
  if (multipart === 'encrypted') return protocol.includes('pgp') ? 'encrypted-pgp' : 'encrypted-smime';
  if (multipart === 'signed') return protocol.includes('pgp') ? 'signed-pgp' : 'signed-smime';
  if (PKCS7.test(type)) return part.isOpened || isSigned(part) ? 'signed-smime' : 'encrypted-smime';
  return type === 'text/plain' || type === '' ? armourOf(part) : undefined;
}

/** Whether a part may be an S/MIME signature that encloses the mail. */
export function isSigned(part: MimePart): boolean {
  return PKCS7.test(part.contentType.parsed.value) && /^(signed-data|)$/i.test(part.contentType.parsed.params['smime-type'] ?? '') && !part.isClosed;
}

/** PGP in the text itself, as old clients write it. */
function armourOf(part: MimePart): string | undefined {
  const head = Buffer.from(part.content ?? new ArrayBuffer(0)).toString('latin1', 0, 4_096);
  if (/^-----BEGIN PGP MESSAGE-----\s*$/m.test(head)) return 'encrypted-pgp';
  return /^-----BEGIN PGP SIGNED MESSAGE-----\s*$/m.test(head) ? 'signed-pgp' : undefined;
}
