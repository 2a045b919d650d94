import { UNCHANGED_FOR_MS } from './evidence.js';
import { homesOf } from './ways-to-prove.js';

/** By which a password is typed on the page: of their account, of their place at the desk, or of their account beside a code to their phone. */
export type VoucherSignIn = 'account' | 'agent' | 'phone';

interface Phone {
  readonly id: string;
  readonly number: string;
  readonly since: Date;
}

interface Home {
  readonly organisations: readonly string[];
  readonly secondFactor?: object | undefined;
}

export interface VoucherMeans<P extends Phone, H extends Home> {
  /** Undefined: the directory has none, or it is not to be handled. */
  readonly account: { readonly hasSecondFactor: boolean; readonly organisation: string | null; readonly phones: readonly P[] } | undefined;
  readonly abilities: { readonly checkPassword: boolean; readonly checkSignIn: boolean };
  /** Who they are at the desk; undefined: nobody there. */
  readonly agent: { readonly hasApp: boolean; readonly hasKey: boolean } | undefined;
  /** Null: the portal sends no text messages. */
  readonly sms: { readonly countries: readonly string[] } | null;
  readonly homes: readonly H[];
  /** Numbers of the person whom it is about: whoever holds one of these is no second person. */
  readonly phonesOfPerson: readonly string[];
  readonly now: Date;
}

export interface VoucherWays<P, H> {
  /** Null: none with a password. */
  readonly signsInAs: VoucherSignIn | null;
  /** A key of their place at the desk, after its password; it needs script, as everywhere. */
  readonly takesKey: boolean;
  /** To which the code goes, where they sign in by `phone`. */
  readonly phone: P | undefined;
  readonly homes: readonly H[];
}

/**
 * With what somebody who is asked to vouch may sign in for the answer: always two factors, of which the mailed link is none (5.2).
 * The link and a password alone are one: the password of a directory usually opens the mailbox, too.
 *
 * A code to the phone on file beside that password is for those whose directory knows no second factor at all; who has one uses it.
 */
export function waysToVouch<P extends Phone, H extends Home>({ account, abilities, agent, sms, homes, phonesOfPerson, now }: VoucherMeans<P, H>): VoucherWays<P, H> {
  const isOfAccount = abilities.checkSignIn && account?.hasSecondFactor === true;
  const knowsNoFactor = abilities.checkPassword && !abilities.checkSignIn && account?.hasSecondFactor === false;
  const phone = knowsNoFactor && sms ? account.phones.find(({ number, since }) => (
    sms.countries.some((beginning) => number.startsWith(beginning)) && since.getTime() + UNCHANGED_FOR_MS <= now.getTime() && !phonesOfPerson.some((other) => isSamePhone(other, number))
  )) : undefined;
  const signsInAs = isOfAccount ? 'account' : agent?.hasApp ? 'agent' : phone ? 'phone' : null;
  return {
    signsInAs, takesKey: agent?.hasKey === true, phone: signsInAs === 'phone' ? phone : undefined,
    homes: account ? homesOf({ account, homes: homes.filter(({ secondFactor }) => secondFactor !== undefined) }) : [],
  };
}

/** Directories keep numbers as they were typed, `0170 1234567` and `+49 170 1234567`: the same last eight digits are the same phone, and one too many costs nobody anything. */
function isSamePhone(one: string, other: string): boolean {
  const ending = (number: string): string => number.replace(/\D/g, '').slice(-8);
  return ending(one) === ending(other);
}

/** Whether they can sign in by any of them. */
export function canSignIn({ signsInAs, takesKey, homes }: Pick<VoucherWays<unknown, unknown>, 'signsInAs' | 'takesKey' | 'homes'>): boolean {
  return signsInAs !== null || takesKey || homes.length > 0;
}

/** Whether an ID token says that its person signed in with a second factor, in the words that the portal named; what it does not say in these was none. */
export function showsSecondFactor(claims: Readonly<Record<string, unknown>>, { amr = [], acr = [] }: { readonly amr?: readonly string[] | undefined; readonly acr?: readonly string[] | undefined }): boolean {
  const { amr: used, acr: reached } = claims;
  return (Array.isArray(used) && used.some((one) => typeof one === 'string' && amr.includes(one))) || (typeof reached === 'string' && acr.includes(reached));
}
