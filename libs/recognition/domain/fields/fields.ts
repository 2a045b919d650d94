import type { CaseType } from '#kernel';
import type { ExtractedFields, MailToRecognise, RecognitionContext } from '../recognition.js';
import { MAX_CHARACTERS } from '../text/fold.js';
import { addressesOf } from './addresses.js';
import { speaksOfOwnAccess } from './holder.js';
import { customerNumberOf, phoneOf, serialNumberOf } from './numbers.js';
import { namesOf } from './names.js';
import { usernameOf } from './username.js';

/** More addresses than that are a list. */
const MOST_NAMES = 8;
/** Who writes from `a.grubb@` may be called `agrubb`. */
const LOCAL_PART = /[\p{L}\d._-]{1,64}(?=@)/gu;

/**
 * Facts that the mail itself states; nothing is guessed from the sender's address alone. Values stand as in the mail.
 * `forAnother`: the account is somebody else's, so the sender's own name is not its holder's.
 */
export function fieldsOf(mail: MailToRecognise, context: RecognitionContext, caseType: CaseType, forAnother = false): ExtractedFields {
  const text = mail.text.slice(0, MAX_CHARACTERS);
  const signature = mail.signature.slice(0, 2_000);
  const whole = `${mail.subject}\n${text}\n${signature}`;
  const { fullName, organisation, isHolderNamed } = namesOf({ ...mail, text, signature });
  return withoutEmpty({
    ...addressesOf({ ...mail, text }, context, caseType),
    username: usernameOf(whole, [mail.fromName, fullName ?? '', ...((whole.includes('@') ? whole.match(LOCAL_PART) : undefined) ?? []).slice(0, MOST_NAMES)]),
    serialNumber: serialNumberOf(`${mail.subject}\n${text}`),
    customerNumber: customerNumberOf(whole),
    phone: phoneOf(whole),
    fullName: forAnother && !isHolderNamed && !speaksOfOwnAccess(text) ? undefined : fullName,
    organisation,
  });
}

function withoutEmpty(fields: { readonly [Name in keyof ExtractedFields]?: string | undefined }): ExtractedFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
}
