import type { IncomingMail } from './incoming-mail.js';
import { maskSecrets } from './secrets/mask-secrets.js';
import type { SecretKind } from './secrets/secret-kinds.js';

/**
 * The mail as everybody but its raw bytes knows it: without the passwords, PINs, bank and identity numbers and live
 * links that its author sent unasked (recovery-security 5.11). Agents, search, recognition and notices get this one.
 */
export function maskMail(mail: IncomingMail): IncomingMail & { readonly masked: readonly SecretKind[] } {
  const { subject, text, fresh, signature, quoted } = mail;
  const names = Object.fromEntries(mail.attachments.map(({ name }, at) => [`name${at}`, name]));
  const { texts, kinds } = maskSecrets<string>({ subject, text, fresh, signature, quoted, ...names });
  if (kinds.length === 0) return { ...mail, masked: [] };
  return Object.freeze({
    ...mail,
    subject: texts['subject']!, text: texts['text']!, fresh: texts['fresh']!, signature: texts['signature']!, quoted: texts['quoted']!,
    attachments: mail.attachments.map((one, at) => ({ ...one, name: texts[`name${at}`]! })),
    masked: kinds,
  });
}
