import type { MailToRecognise } from '../recognition.js';
import { closingLines } from './closing.js';
import { ownLabels } from './domain-likeness.js';
import { nameOfSelf, namedInForm, otherHolder } from './holder.js';
import { organisationOf } from './organisation.js';
import { asHouse, shownName } from './shown-name.js';
import { betterName, signedName } from './signed-name.js';

export interface Names {
  readonly fullName: string | undefined;
  readonly organisation: string | undefined;
  /** The text names whose account it is, beside or instead of the sender. */
  readonly isHolderNamed: boolean;
}

const ADDRESS = /[^\s<>()"',;:]{1,64}@[^\s<>()"',;:]{1,120}/gu;

/** More addresses than that are a list, and say nothing of anybody's house. */
const MOST_ADDRESSES = 6;

/** Who holds the account and where they belong: named persons first, then the closing of the mail, then the shown name. */
export function namesOf(mail: MailToRecognise): Names {
  const first = shownName(mail.fromName, mail.fromAddress);
  const closing = closingLines(mail);
  const below = signedName(closing, first.person, mail.fromName);
  const shown = asHouse(first, below, mail.fromAddress);
  // A firm that signs with its own name is no person.
  const signed = shown.person === undefined && below !== undefined && below.split(' ').every((word) => mail.fromName.split(/[\s,]/u).includes(word)) && shown.organisation !== undefined ? undefined : below;
  const sender = betterName(shown.person, signed) ?? nameOfSelf(mail.text) ?? shown.within;
  const holder = namedInForm(mail.text) ?? otherHolder(mail.subject, mail.text, sender, mail.fromAddress);
  const own = ownLabels([mail.fromAddress]);
  const isForAnother = holder !== undefined && holder !== sender;
  const labels = own.length > 0 && !isForAnother ? own : [...own, ...ownLabels((mail.text.match(ADDRESS) ?? []).slice(0, MOST_ADDRESSES))];
  const organisation = organisationOf({ subject: mail.subject, text: `${mail.text}\n${mail.signature}`, closing, labels, fullName: sender, signed, shown: shown.organisation, isForAnother });
  return { fullName: holder === '' ? undefined : (holder ?? sender), organisation, isHolderNamed: holder !== undefined && holder !== '' };
}
