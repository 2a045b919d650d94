import { certificateInPem, type MailCertificate } from '#kernel';
import type { IncomingMail } from '../domain/incoming-mail.js';
import type { SmimeFinding, SmimeSigner } from '../domain/smime-finding.js';
import { checkCms } from './check-cms.js';
import { chainTo } from './chain-to.js';
import { cleanLine } from './clean-text.js';
import { findSigned } from './find-signed.js';
import { READ_LIMITS, type ReadLimits } from './read-limits.js';
import { readMime } from './read-mime.js';

const LONGEST_NAME = 100;
const UNREADABLE: SmimeFinding = { state: 'unreadable', covers: 'part', signer: null, trust: 'not-asked' };

/**
 * A larger one is not checked, and the console says so. A digest over pieces would be simple; what it is worth is not: whether an
 * agent sees nothing but what is signed (`showsTheSame`) takes the signed part read once more beside the mail, as large
 * again, within the memory that reading has for mails of 50 MB. Nothing rests on the answer.
 */
export const LARGEST_SIGNED_BYTES = 10 * 1024 * 1024;
export const TOO_LARGE: SmimeFinding = { ...UNREADABLE, state: 'too-large' };

/**
 * What the S/MIME signature of a mail says. Never throws for what is in the bytes.
 *
 * @param authorities certificates in PEM that the profile lists
 */
export async function lookAtSignature(raw: Buffer, mail: IncomingMail, authorities: readonly string[] = [], limits: ReadLimits = READ_LIMITS): Promise<SmimeFinding> {
  try {
    const signed = findSigned(raw);
    if (!signed) return UNREADABLE;
    const { state, signer, others, content } = checkCms(signed.cms, signed.content);
    if (!signer) return UNREADABLE;
    const trusted = authorities.flatMap((pem) => certificateInPem(pem) ?? []);
    const chain = chainTo(trusted, signer, others);
    return {
      state, covers: showsTheSame(mail, await readMime(content, limits)) ? 'whole' : 'part', signer: shown(signer, chain ?? { from: signer.validFrom, until: signer.validUntil }),
      trust: authorities.length === 0 ? 'not-asked' : chain ? 'trusted' : 'unknown-issuer',
    };
  } catch {
    return UNREADABLE;
  }
}

/**
 * Whether an agent sees nothing but what is signed: read alone, the signed part gives the same. However a mail may be
 * built to be read in two ways, what counts is what we show.
 */
function showsTheSame(whole: IncomingMail, signed: IncomingMail): boolean {
  const files = ({ attachments }: IncomingMail): string => attachments.filter(({ type }) => !/pkcs7-(signature|mime)$/i.test(type)).map(({ name, sizeBytes }) => `${name} ${sizeBytes}`).join('\n');
  return whole.text === signed.text && whole.html === signed.html && files(whole) === files(signed);
}

function shown({ subjectName, issuerName, addresses }: MailCertificate, { from, until }: { readonly from: Date; readonly until: Date }): SmimeSigner {
  return { name: cleanLine(subjectName, LONGEST_NAME), addresses, issuer: cleanLine(issuerName, LONGEST_NAME), validFrom: from.toISOString(), validUntil: until.toISOString() };
}
