import { Injectable } from '@nestjs/common';
import { canonicalAddress, DAY_MS, maskAddress } from '#kernel';
import type { EntityManager } from '#persistence';
import { addEvent } from '#tickets';
import { HELD_CHANGES } from '#outbound';
import { usableAddresses } from '../../domain/account-facts.js';
import type { HoldStage } from '../../domain/hold-sms-text.js';
import { isOfTheDesk, type Doing } from '../account/account-action.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { MailToFile } from '../mails/mail-to-file.js';
import { TellOtherWays } from './tell-other-ways.js';

export type HoldMail = 'hold-started' | 'hold-half-time' | 'hold-completed' | 'hold-cancelled' | 'hold-reverted' | 'deletion-announced' | 'deletion-cancelled' | 'account-deleted';

/** What whoever stops a change sets off, a person with a link for example, whoever asked for it. */
const STOPS: readonly HoldMail[] = ['hold-cancelled', 'hold-reverted', 'deletion-cancelled'];

const STAGES = {
  'hold-started': 'started', 'hold-half-time': 'half-time', 'hold-completed': 'completed', 'hold-cancelled': 'cancelled', 'hold-reverted': 'reverted',
  'deletion-announced': 'started', 'deletion-cancelled': 'reverted', 'account-deleted': 'completed',
} as const satisfies Record<HoldMail, HoldStage>;

/** The cancel link outlives the hold by as much; then only a report is left (5.6). */
const LINK_AFTER_HOLD_MS = 7 * DAY_MS;
const STOPPERS = { holder: 'holder', 'sign-in': 'sign-in', desk: 'desk', freeze: 'desk', evidence: 'desk' } as const;

/**
 * What the owner hears of a change that waits, at every address that was on file when it was asked for: also at the
 * one that it takes away, never at the one that it brings. That one hears only how long it has to wait.
 */
@Injectable()
export class HoldMails {
  constructor(private readonly issueGrant: IssueGrant, private readonly mail: MailToFile, private readonly otherWays: TellOtherWays) {}

  /** Its reader said yes on this very ticket, and would else hear nothing for days. No name, no account and no link: it is not on file. Whether it hears of it. */
  async tellNewAddress(tx: EntityManager, { ticket, action, agentCode, now }: Doing): Promise<boolean> {
    const { address } = action.parameters;
    if (address === undefined || !action.holdUntil) return false;
    const queued = await this.mail.within(tx, { ticket, account: null, address: { address }, kind: 'new-address-waits', variables: { effectiveAt: action.holdUntil.toISOString() }, secrets: {}, startedByAgent: isOfTheDesk({ action, agentCode }), now });
    addEvent(tx, ticket.id, queued.allowed ? 'notice.queued' : 'notice.not-sent', { kind: 'rekey' }, { event: 'new-address-waits', ...(queued.allowed ? { outboundMessageId: queued.message.id } : { because: queued.refusal }) }, now);
    return queued.allowed;
  }

  /** Returns the addresses that hear of it by mail. */
  async tell(tx: EntityManager, doing: Doing, kind: HoldMail): Promise<readonly string[]> {
    const { ticket, account, action, recoveryCase, agentCode, now } = doing;
    const isOver = kind === 'hold-cancelled' || kind === 'hold-reverted' || kind === 'deletion-cancelled' || kind === 'account-deleted';
    const lifeMs = (kind === 'hold-completed' ? 0 : Math.max(0, (action.holdUntil?.getTime() ?? now.getTime()) - now.getTime())) + LINK_AFTER_HOLD_MS;
    const mailed: string[] = [];
    for (const address of knownAddresses(doing)) {
      const prepared = isOver ? undefined : this.issueGrant.prepare('cancel', ticket.portalKey);
      const queued = await this.mail.within(tx, { ticket, account, address, kind, now, variables: variablesOf(kind, doing) as never, secrets: secretsOf(kind, prepared) as never, startedByAgent: STOPS.includes(kind) ? agentCode !== null : isOfTheDesk(doing) });
      if (queued.allowed && prepared) {
        await this.issueGrant.within(tx, prepared, {
          portalKey: ticket.portalKey, accountRef: account.ref, caseId: recoveryCase.id, ticketId: ticket.id, actionId: action.id, sentTo: address.address, channelId: address.id,
          event: action.type, lifeMs, now,
        });
      }
      addEvent(tx, ticket.id, queued.allowed ? 'notice.queued' : 'notice.not-sent', { kind: 'rekey' }, { event: kind, ...(queued.allowed ? { outboundMessageId: queued.message.id } : { because: queued.refusal }) }, now);
      if (queued.allowed) mailed.push(address.address);
    }
    const at = kind === 'deletion-announced' ? action.undoUntil : kind === 'hold-started' || kind === 'hold-half-time' ? action.holdUntil : now;
    const hasLetter = kind === 'hold-started' || kind === 'hold-half-time' || kind === 'hold-completed' || kind === 'deletion-announced';
    await this.otherWays.within(tx, doing, { event: kind, stage: STAGES[kind], at: at ?? now, objection: isOver ? null : { purpose: 'cancel', lifeMs }, mailed, ...(hasLetter && { letterLifeMs: lifeMs }) });
    return mailed;
  }
}

/** Usable addresses of the account, the one that was replaced among them, the new one not. */
export function knownAddresses({ account, action }: { readonly account: Doing['account']; readonly action: Pick<Doing['action'], 'parameters'> }): { readonly id: string; readonly address: string }[] {
  const { address: fresh, oldAddress, oldAddressId } = action.parameters;
  const isFresh = (address: string): boolean => fresh !== undefined && canonicalAddress(address) === canonicalAddress(fresh);
  const known: { readonly id: string; readonly address: string }[] = usableAddresses(account).filter(({ address }) => !isFresh(address));
  const isThere = oldAddress === undefined || known.some(({ address }) => canonicalAddress(address) === canonicalAddress(oldAddress));
  return isThere ? known : [{ id: oldAddressId ?? 'former', address: oldAddress }, ...known];
}

function variablesOf(kind: HoldMail, { account, action, now }: Doing): Record<string, unknown> {
  const { username } = account;
  const happenedAt = now.toISOString();
  switch (kind) {
    case 'deletion-announced': return { username, effectiveAt: (action.undoUntil ?? now).toISOString() };
    case 'deletion-cancelled': return { username };
    case 'account-deleted': return { username, happenedAt };
    default:
  }
  const change = HELD_CHANGES.find((one) => one === action.type) ?? 'change-email';
  const hold = { username, change, newAddressMasked: action.parameters.address ? maskAddress(action.parameters.address) : null };
  switch (kind) {
    case 'hold-started': case 'hold-half-time': return { ...hold, effectiveAt: (action.holdUntil ?? now).toISOString() };
    case 'hold-completed': return { ...hold, happenedAt, revertUntil: new Date(now.getTime() + LINK_AFTER_HOLD_MS).toISOString() };
    case 'hold-cancelled': return { ...hold, happenedAt, by: STOPPERS[(action.stoppedBy ?? 'desk') as keyof typeof STOPPERS] };
    case 'hold-reverted': return { ...hold, happenedAt };
  }
}

function secretsOf(kind: HoldMail, prepared: { readonly link: string; readonly typed: string } | undefined): Record<string, string> {
  if (!prepared) return {};
  return kind === 'hold-completed' ? { revertLink: prepared.link, typedNumber: prepared.typed } : { cancelLink: prepared.link, typedNumber: prepared.typed };
}
