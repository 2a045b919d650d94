import type { CaseType } from '#kernel';
import { usableAddresses, type AccountFacts } from './account-facts.js';
import type { ActionType } from './actions.js';
import { claimsAnotherAccount, type Candidate } from './candidates.js';
import { withinLimit } from './limits.js';
import { limitOf, type Own } from './stricter.js';

/** What answers a case type by itself. Only what goes to the address on file at A0 may stand here. */
export const INSTANT_ANSWERS = {
  'forgot-password': 'send-recovery-link',
  'reset-mail-missing': 'send-recovery-link',
  'reset-link-failed': 'send-recovery-link',
  'new-credentials': 'send-recovery-link',
  'wrong-credentials': 'send-recovery-link',
  'forced-reset': 'send-recovery-link',
  'account-locked': 'send-recovery-link',
  'password-criteria': 'send-recovery-link',
  'activation-mail-missing': 'resend-activation',
  'activation-link-failed': 'resend-activation',
  'activation-expired': 'resend-activation',
  'registration-incomplete': 'resend-activation',
  'forgot-username': 'tell-username',
} as const satisfies Partial<Record<CaseType, ActionType>>;

/** Beside one of these a link is not the answer, or not enough of one. */
const NEVER_BESIDE: readonly CaseType[] = ['lost-email-access', 'email-change', 'suspected-compromise', 'two-factor-lost', 'account-deletion', 'staff-account', 'username-change'];

export type AccountForInstant = Pick<AccountFacts, 'state' | 'shouldBeFrozen' | 'privileged' | 'excluded' | 'hasSecondFactor' | 'addresses'> & { readonly ref: string };

export interface InstantFacts {
  readonly caseType: CaseType;
  readonly secondary: readonly CaseType[];
  /** The portal's switch, per case type. */
  readonly portal: { readonly enabled: boolean; readonly caseTypes: readonly CaseType[]; readonly trustRelay: boolean; readonly minimumConfidence: number };
  /** What recognition says of the content alone. */
  readonly content: { readonly allowed: boolean; readonly because: readonly string[]; readonly confidence: number; readonly risk: 'low' | 'medium' | 'high' };
  readonly authenticity: string;
  /** Accounts that have the sender's address on file. */
  readonly senderMatches: readonly AccountForInstant[];
  /** Accounts that anything in the mail pointed to. */
  readonly candidates: readonly Candidate[];
  /** When links, activations or user names were last mailed to the account. */
  readonly accountMails: readonly Date[];
  /** What the portal asks besides. */
  readonly own?: Own;
}

export type InstantVerdict =
  | { readonly allowed: true; readonly action: ActionType; readonly accountRef: string; readonly because: readonly string[] }
  | { readonly allowed: false; readonly because: readonly string[] };

/** Whether a mail is authentic enough to be linked to an account by itself. A pass gates, it never proves (rule 1). */
export function senderIsAuthentic(authenticity: string, trustRelay: boolean): boolean {
  return authenticity === 'pass' || (trustRelay && authenticity !== 'fail');
}

/** Whether Rekey answers by itself, and everything that speaks for or against it ("Instant recovery" of the product page). */
export function judgeInstant(facts: InstantFacts, now: Date): InstantVerdict {
  const action = instantAction(facts);
  const [account, ...others] = facts.senderMatches;
  const against = [
    ...againstTheMail(facts, action),
    ...(account === undefined ? ['sender.no-account'] : others.length > 0 ? ['sender.several-accounts'] : againstTheAccount(facts, account, now)),
  ];
  if (against.length > 0 || !action || !account) return { allowed: false, because: against };
  return {
    allowed: true, action, accountRef: account.ref,
    because: [
      `case-type:${facts.caseType}`, 'content.sure', 'sender.one-account', facts.authenticity === 'pass' ? 'mail.authentic' : 'relay.trusted', `answer:${action}`,
      ...(account.hasSecondFactor ? ['account.second-factor-stays'] : []),
    ],
  };
}

/** Who is not activated yet needs that first, whatever they call it; who is active needs a password. */
function instantAction({ caseType, senderMatches }: InstantFacts): ActionType | undefined {
  const answer = (INSTANT_ANSWERS as Partial<Record<CaseType, ActionType>>)[caseType];
  if (answer === undefined || answer === 'tell-username') return answer;
  return senderMatches[0]?.state === 'pending-activation' ? 'resend-activation' : 'send-recovery-link';
}

function againstTheMail({ portal, content, caseType, secondary, authenticity }: InstantFacts, action: ActionType | undefined): string[] {
  const beside = secondary.filter((one) => NEVER_BESIDE.includes(one));
  return [
    ...(portal.enabled ? [] : ['portal.switched-off']),
    ...(portal.caseTypes.includes(caseType) ? [] : [`portal.not-for:${caseType}`]),
    ...(action ? [] : [`case-type.no-answer:${caseType}`]),
    ...(content.allowed ? [] : content.because.length > 0 ? content.because : ['content.not-safe']),
    ...(content.risk === 'high' ? ['content.high-risk'] : []),
    ...(content.confidence >= portal.minimumConfidence ? [] : ['content.not-sure']),
    ...beside.map((one) => `content.also:${one}`),
    ...(senderIsAuthentic(authenticity, portal.trustRelay) ? [] : ['mail.not-authentic']),
  ];
}

function againstTheAccount(facts: InstantFacts, account: AccountForInstant & { readonly ref: string }, now: Date): string[] {
  const mails = withinLimit('account-mails', facts.accountMails, now, limitOf('account-mails', facts.own));
  return [
    ...(account.privileged ? ['account.privileged'] : []),
    ...(account.excluded ? ['account.excluded'] : []),
    ...(['active', 'locked', 'pending-activation'].includes(account.state) ? [] : [`account.${account.state}`]),
    ...(account.shouldBeFrozen ? ['account.frozen'] : []),
    ...(usableAddresses(account).length > 0 ? [] : ['account.no-address']),
    ...(claimsAnotherAccount(facts.candidates, account.ref) ? ['mail.claims-another-account'] : []),
    ...(mails.within ? [] : [mails.because === 'too-soon' ? 'limit.too-soon' : 'limit.too-many-mails']),
  ];
}
