import { randomBytes } from 'node:crypto';
import { signedData, type CmsSigner } from './signed-data.js';

/** Signs the mails of one address. */
export type SmimeSigner = CmsSigner;

const PREAMBLE = 'This is a signed message (S/MIME). Diese Nachricht ist unterschrieben (S/MIME).';
const LINE = 76;

/**
 * The same mail with its content signed: multipart/signed with a detached signature (RFC 8551 section 3.5.3). Fields that
 * describe the content go inside, all others stay. What is signed has CRLF line ends, seven bits, and no line that a
 * server on the way would quote (section 3.1.2).
 *
 * @throws Error when the content has bytes that a relay may change, which we never write
 */
export async function signMail(raw: Buffer, signer: SmimeSigner, at: Date): Promise<Buffer> {
  const text = raw.toString('latin1').replace(/\r?\n/g, '\r\n');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0 || /[^\t\r\n -~]/.test(text.slice(end))) throw new Error('a mail of this form cannot be signed');
  const fields = text.slice(0, end).split(/\r\n(?![ \t])/);
  const inner = `${fields.filter(isOfContent).join('\r\n')}${safely(text.slice(end))}`;
  const signature = (await signedData(Buffer.from(inner, 'latin1'), signer, at)).toString('base64');
  const boundary = `rekey-signed-${randomBytes(18).toString('hex')}`;
  return Buffer.from([
    ...fields.filter((field) => !isOfContent(field)),
    `Content-Type: multipart/signed; protocol="application/pkcs7-signature";\r\n micalg=sha-256; boundary="${boundary}"`,
    '', PREAMBLE, `--${boundary}`,
    inner, `--${boundary}`,
    'Content-Type: application/pkcs7-signature; name=smime.p7s', 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment; filename=smime.p7s',
    '', ...(signature.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []), `--${boundary}--`, '',
  ].join('\r\n'), 'latin1');
}

function isOfContent(field: string): boolean {
  return /^content-/i.test(field);
}

/** In quoted-printable every letter may be written as its code; plain text without such lines stays as it is. */
function safely(body: string): string {
  return body.split(/(?<=\r\n)/).map((line) => (line.startsWith('From ') ? `=46${line.slice(1)}` : line)).join('');
}
