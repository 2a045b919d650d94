import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import type { Account } from '#directory';
import { Clock, DAY_MS, refuse, type Allowed, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { nameOfAnother } from '#outbound';
import { UNCHANGED_FOR_MS } from '../../domain/evidence.js';
import { GRANT_RULES } from '../../domain/grants.js';
import { withinLimit, type LimitName } from '../../domain/limits.js';
import { MOST_VOUCHERS_ASKED, whyNotVouch } from '../../domain/vouchers.js';
import { Grant } from '../../store/grant.entity.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { hit, hits, lockSubject, type AccountKey } from '../../store/recovery.queries.js';
import { openVoucherRequests } from '../../store/voucher-rows.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { MailToFile } from '../mails/mail-to-file.js';
import { ReadVouchers, type SeenVoucher } from './read-vouchers.js';
import type { ProofStarted } from './start-mailbox-proof.js';
import { StartProof } from './start-proof.js';

export interface VoucherToAsk {
  readonly ticketNumber: string;
  /** Whom it is about. */
  readonly account: Account;
  readonly voucher: SeenVoucher | undefined;
  readonly agent: Caller | null;
  /** Whoever was asked on this case since then is not asked again. */
  readonly unlessSince?: Date | undefined;
}

/**
 * Asks somebody whom the directory names (a teacher, a manager, a secretariat) whether it is really the person who asks for
 * help. The mail goes to the address on file of that somebody; who it may be is never taken from the person's own words (5.2).
 */
@Injectable()
export class AskForVoucher {
  constructor(
    private readonly cases: OpenedCases, private readonly vouchers: ReadVouchers, private readonly issueGrant: IssueGrant, private readonly mail: MailToFile, private readonly start: StartProof, private readonly clock: Clock,
  ) {}

  /** Refusals besides those of the case: `recovery.directory-cannot`, those of `whyNotVouch`, `recovery.voucher-asks`, `recovery.voucher-decides`, `recovery.vouchers-enough`, `recovery.channel-too-new`, `recovery.limit-reached`, `outbound.…`. */
  async run({ ticketNumber, agent, voucherRef }: { readonly ticketNumber: string; readonly agent: Caller; readonly voucherRef: string }): Promise<ProofStarted> {
    const seen = await this.cases.lookAtLinked(ticketNumber, agent);
    if (!seen.allowed) return seen;
    const { account } = seen;
    const { portalKey } = seen.ticket;
    const named = await this.vouchers.run(portalKey, account);
    if (!named) return refuse('recovery.directory-cannot', { missing: ['ability:vouchers'] });
    return this.ask({ ticketNumber, account, voucher: named.find(({ ref }) => ref === voucherRef), agent });
  }

  /** The same for whoever has looked already whom the directory names. `agent` null: the requester wished for it. */
  async ask({ ticketNumber, account, voucher, agent, unlessSince }: VoucherToAsk): Promise<ProofStarted> {
    const refused = whyNotVouch(voucher);
    if (refused) return refused;
    const { ref: voucherRef, account: own, address, agent: atDesk } = voucher!;
    if (!own || !address) return refuse('recovery.voucher-unreachable');
    // Whoever asks themself has asked nobody (four eyes).
    if (agent && atDesk?.id === agent.agentId) return refuse('recovery.voucher-asks');
    const now = this.clock.now();
    return this.start.run<Extract<ProofStarted, Allowed>>({ ticketNumber, account, agent, kind: 'voucher', detail: { name: voucher!.displayName }, now }, async (tx, { ticket, recoveryCase, key }) => {
      const { portalKey } = key;
      if (unlessSince && (await tx.count(Grant, { ...key, caseId: recoveryCase.id, purpose: 'voucher', channelId: voucherRef, createdAt: { $gte: unlessSince } })) > 0) return refuse('recovery.vouchers-enough');
      const inTheWay = (await decidesHere(tx, key, atDesk?.id)) ?? (await tooMany(tx, key, voucherRef, now)) ?? (await cameByTheDesk(tx, { portalKey, accountRef: voucherRef }, now));
      if (inTheWay) return inTheWay;
      const prepared = this.issueGrant.prepare('voucher', portalKey);
      const expiresAt = new Date(now.getTime() + GRANT_RULES.voucher.lifeMs);
      const queued = await this.mail.within(tx, {
        ticket, account: own, address, kind: 'voucher-request', variables: { forName: nameOfAnother(account.displayName, account.username), expiresAt: expiresAt.toISOString(), agentCode: agent?.code ?? null }, secrets: { link: prepared.link }, now,
      });
      if (!queued.allowed) return queued;
      hit(tx, 'voucher-requests', subjectOf({ portalKey, accountRef: voucherRef }), now);
      await tx.nativeUpdate(Grant, { ...key, purpose: 'voucher', channelId: voucherRef, state: { $in: ['unused', 'opened'] } }, { state: 'superseded' });
      await this.issueGrant.within(tx, prepared, { ...key, caseId: recoveryCase.id, ticketId: ticket.id, sentTo: address.address, channelId: voucherRef, ...(agent && { startedByAgentId: agent.agentId }), now });
      return { grantId: prepared.id, answer: { allowed: true, outcome: 'started', expiresAt } };
    });
  }
}

/** By which the limits of somebody who vouches are counted, over all accounts. */
export function subjectOf({ portalKey, accountRef }: AccountKey): string {
  return `voucher:${portalKey}/${accountRef}`;
}

/** One more yes, or one more request; the person is locked until the transaction ends. Undefined: within the limit. */
export async function voucherLimit(tx: EntityManager, limit: Extract<LimitName, 'vouchers' | 'voucher-requests'>, voucher: AccountKey, now: Date): Promise<Refusal | undefined> {
  await lockSubject(tx, subjectOf(voucher));
  const verdict = withinLimit(limit, await hits(tx, limit, subjectOf(voucher), new Date(now.getTime() - DAY_MS)), now);
  return verdict.within ? undefined : refuse('recovery.limit-reached', { missing: [`limit:${limit}`], until: verdict.until });
}

/** Who is the second person for something on this account gives no evidence for it (5.5). */
export async function decidesHere(tx: EntityManager, { portalKey, accountRef }: AccountKey, agentId: string | undefined): Promise<Refusal | undefined> {
  return agentId !== undefined && (await tx.count(RecoveryAction, { portalKey, accountRef, approverAgentId: agentId, state: { $in: ['held', 'approved'] } })) > 0 ? refuse('recovery.voucher-decides') : undefined;
}

async function tooMany(tx: EntityManager, key: AccountKey, voucherRef: string, now: Date): Promise<Refusal | undefined> {
  const others = (await openVoucherRequests(tx, key, now)).filter(({ channelId }) => channelId !== voucherRef);
  if (others.length >= MOST_VOUCHERS_ASKED) return refuse('recovery.vouchers-enough', { until: others[0]!.expiresAt });
  const voucher = { portalKey: key.portalKey, accountRef: voucherRef };
  return (await voucherLimit(tx, 'vouchers', voucher, now)) ?? (await voucherLimit(tx, 'voucher-requests', voucher, now));
}

/** Whose own address or second factor was changed at the desk within 30 days may not be themself (5.6): nobody gets in by a word and passes the word on. */
export async function cameByTheDesk(tx: EntityManager, { portalKey, accountRef }: AccountKey, now: Date): Promise<Refusal | undefined> {
  const changed = await tx.findOne(RecoveryAction, {
    portalKey, accountRef, type: { $in: ['change-email', 'reset-second-factor'] }, state: 'done', settledAt: { $gt: new Date(now.getTime() - UNCHANGED_FOR_MS) },
  }, { orderBy: { settledAt: 'desc' } });
  return changed?.settledAt ? refuse('recovery.channel-too-new', { until: new Date(changed.settledAt.getTime() + UNCHANGED_FOR_MS) }) : undefined;
}
