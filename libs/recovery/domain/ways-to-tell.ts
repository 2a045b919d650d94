import { canonicalAddress } from '#kernel';
import type { ActionType, Channel } from './actions.js';
import { EVIDENCE_RULES, UNCHANGED_FOR_MS, type EvidenceClass, type EvidenceKind } from './evidence.js';

export interface PhoneOnFile {
  readonly id: string;
  readonly number: string;
  readonly since: Date;
}

export interface TellFacts {
  /** Addresses that hear of it by mail. */
  readonly addresses: readonly string[];
  /** Addresses and numbers that are told and not relied on: the one that does not answer, or is to go, those that whoever asks has in hand, and those known to be dead. */
  readonly silent: readonly string[];
  readonly phones: readonly PhoneOnFile[];
  /** Numbers that were on file before, as far as anything was sent to them. */
  readonly formerPhones: readonly Pick<PhoneOnFile, 'id' | 'number'>[];
  /** Null: the portal has no gateway for text messages. */
  readonly sms: { readonly countries: readonly string[] } | null;
  /** The directory knows postal addresses. */
  readonly letters: boolean;
  readonly postalAddressSince: Date | null;
  /** When the change was asked for: what came on file afterwards is nobody's to tell. */
  readonly askedAt: Date;
}

/** One that is off the file is told and gets no way to object: whoever holds it now may be the thief for whose sake it was taken off. */
export interface PhoneToTell extends Pick<PhoneOnFile, 'id' | 'number'> {
  readonly isOnFile: boolean;
  /** On file for less than 30 days: nobody can prove anything by it, and it may be a stranger's. */
  readonly isYoung: boolean;
}

export interface WaysToTell {
  /** What is settled first; of young numbers one a stage, the one that is on file for longest, so that nobody has strangers rung up by the dozen. */
  readonly phones: readonly PhoneToTell[];
  /** The other young ones. */
  readonly heldBack: readonly PhoneToTell[];
  /** On file, and in no country that the profile names. */
  readonly abroad: readonly PhoneToTell[];
  /** `due`: by post, since no electronic way is sure; `due-new`: the postal address itself is young. */
  readonly letter: 'not-needed' | 'due' | 'due-new' | 'impossible';
  /** Some way is an owner's of before: not the address in question, none by which it was proved, not a number or postal address of the last 30 days. */
  readonly isSure: boolean;
}

/** Where the old mailbox does not answer, or the request would not come over another channel. A second factor is lost without its mailbox. */
const FOR_A_SILENT_MAILBOX: readonly ActionType[] = ['change-email', 'add-second-address', 'issue-temporary-password'];

/** The address that a held change takes to be lost; undefined: none. */
export function silentAddress(type: ActionType, channel: Channel, mainAddress: string | undefined): string | undefined {
  return channel === 'elsewhere' && FOR_A_SILENT_MAILBOX.includes(type) ? mainAddress : undefined;
}

/**
 * By which ways besides mail the holder hears of a change that waits (recovery-security 5.6, row "Notices"). A number that came on
 * file within 30 days is told, with the one before where it is known, and neither
 * is relied on: the one proves nothing (5.2), the other may have been stolen.
 */
export function waysToTell(facts: TellFacts): WaysToTell {
  const { askedAt } = facts;
  const settled = (since: Date): boolean => since.getTime() + UNCHANGED_FOR_MS <= askedAt.getTime();
  const onFile = facts.phones.filter(({ since }) => since < askedAt);
  const [old, young] = [onFile.filter(({ since }) => settled(since)), onFile.filter(({ since }) => !settled(since)).sort((a, b) => a.since.getTime() - b.since.getTime())];
  const given = [...old.map((one) => as(one, true, false)), ...young.map((one) => as(one, true, true)), ...facts.formerPhones.map((one) => as(one, false, false))];
  const all = given.filter(({ number }, at, list) => list.findIndex((one) => plain(one.number) === plain(number)) === at);
  const isReached = ({ number }: { readonly number: string }): boolean => facts.sms !== null && facts.sms.countries.some((beginning) => number.startsWith(beginning));
  const reached = all.filter(isReached);
  const heldBack = reached.filter(({ isYoung }) => isYoung).slice(1);
  const silent = new Set(facts.silent.map(plain));
  const isReliedOn = (way: string): boolean => !silent.has(plain(way));
  const byMail = facts.addresses.some(isReliedOn);
  const byPhone = old.some((one) => isReached(one) && isReliedOn(one.number));
  const post = facts.letters && facts.postalAddressSince ? (settled(facts.postalAddressSince) ? 'due' : 'due-new') : 'impossible';
  const letter = byMail || byPhone ? 'not-needed' : post;
  return {
    phones: reached.filter((one) => !heldBack.includes(one)), heldBack, abroad: facts.sms === null ? [] : all.filter((one) => !isReached(one)), letter,
    isSure: byMail || byPhone || letter === 'due',
  };
}

/**
 * The phones and second addresses of the account that a change rests on. Who has a swapped SIM and a taken second mailbox proves by the two, and would be the only one
 * who hears. All of a kind where nobody wrote down which one it was.
 *
 * @param isMarked whether what the evidence has down is this number or address
 */
export function provedWays(
  proved: readonly { readonly kind: EvidenceKind; readonly channel: unknown }[],
  account: { readonly phones: readonly Pick<PhoneOnFile, 'number'>[]; readonly addresses: readonly { readonly address: string; readonly kind: 'primary' | 'second' }[] },
  isMarked: (channel: unknown, way: string) => boolean,
): string[] {
  const classed = (kind: EvidenceClass) => proved.filter((one) => EVIDENCE_RULES[one.kind].class === kind).map(({ channel }) => channel);
  const among = (channels: readonly unknown[], ways: readonly string[]): string[] => ways.filter((way) => channels.some((channel) => typeof channel !== 'string' || isMarked(channel, way)));
  return [
    ...among(classed('P'), account.phones.map(({ number }) => number)),
    ...among(classed('S'), account.addresses.filter(({ kind }) => kind === 'second').map(({ address }) => address)),
  ];
}

function as({ id, number }: Pick<PhoneOnFile, 'id' | 'number'>, isOnFile: boolean, isYoung: boolean): PhoneToTell {
  return { id, number, isOnFile, isYoung };
}

/** Whether numbers that are off the file are told at all: not where the person was seen, or signed in at home, for then whoever has the phone they lost is a stranger. */
export function tellsFormerPhones(proved: readonly EvidenceKind[]): boolean {
  return !proved.some((kind) => kind === 'in-person' || kind === 'home-idp');
}

/** Of two spellings of a number, or an address, one is told. */
function plain(way: string): string {
  return way.includes('@') ? canonicalAddress(way) : way.replace(/[^\d+]/g, '');
}

/** How the trail names a phone: enough to know it again, too little to call it. */
export function phoneTail(number: string): string {
  return `…${number.slice(-2)}`;
}
