import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Directories, type Account } from '#directory';
import { canonicalAddress, refuse, type Actor, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { Portals } from '#portals';
import { addEvent, announce, type Ticket } from '#tickets';
import { TRIES_PER_TOKEN } from '../../domain/limits.js';
import type { RecoveryRefusal } from '../../domain/refusals.js';
import { whyNotVouch, type VoucherAnswer } from '../../domain/vouchers.js';
import type { VoucherSignIn } from '../../domain/voucher-ways.js';
import { LimitHit, type Grant } from '../../store/grant.entity.js';
import { grantOfToken, lockGrant } from '../../store/grants.queries.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { hit, lockAccount } from '../../store/recovery.queries.js';
import { distrustVouchers, type VoucherDetail } from '../../store/voucher-rows.js';
import { channelMark } from '../account/action-facts.js';
import { lockWhereProved } from '../cases/open-ticket.js';
import { rememberRight } from '../links/check-code.js';
import { linkRefusal } from '../links/link-refusals.js';
import { toSecurity } from '../links/report-not-me.js';
import { TellHolder } from '../mails/tell-holder.js';
import { cameByTheDesk, decidesHere, subjectOf, voucherLimit } from './ask-for-voucher.js';
import { ReadVouchers, type SeenVoucher } from './read-vouchers.js';
import { RecordEvidence } from './record-evidence.js';

export type VoucherTaken = { readonly allowed: true; readonly answer: VoucherAnswer } | Refusal;

/** A request that can be answered now, whom it is about, and who is asked. */
export interface AskedVoucher {
  readonly allowed: true;
  readonly grant: Grant;
  readonly person: Account;
  readonly voucher: SeenVoucher;
}

export interface LockedRequest {
  readonly ticket: Ticket;
  readonly recoveryCase: RecoveryCase;
  readonly grant: Grant;
}

/** Who signed in, by what, and what they say. */
export interface SignedVoucher {
  readonly token: string;
  readonly answer: VoucherAnswer;
  readonly by: VoucherSignIn | 'key' | 'home';
  /** Why they did not sign in; undefined: they did. What was a guess is counted. */
  readonly failed?: Extract<RecoveryRefusal, 'recovery.voucher-sign-in-wrong' | 'recovery.voucher-key-needed' | 'recovery.home-other-account' | 'recovery.home-no-second-factor'> | undefined;
  /** Tries that were counted before anybody looked; undefined: none was. */
  readonly counted?: { readonly hits: readonly string[] } | undefined;
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * What somebody who signed in says about a person, by whatever door they came. Yes is one voucher; no is a warning and wakes
 * whoever looks after security; not sure ends the request. Whatever was said, the one in whose name it was said hears of it
 * and can say that it was not them.
 */
@Injectable()
export class TakeVoucherAnswer {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly vouchers: ReadVouchers, private readonly evidence: RecordEvidence, private readonly tellHolder: TellHolder,
    private readonly portals: Portals, private readonly audit: AuditTrail, private readonly alarms: Alarms,
  ) {}

  /**
   * Whom it is about and who is asked, as both are now: a relation that the directory no longer knows ends the request. Refuses with `recovery.link-…`.
   *
   * @throws DirectoryUnreachable
   */
  async asked(token: string, now: Date): Promise<AskedVoucher | Refusal> {
    const grant = await this.database.read((em) => grantOfToken(em, token, 'voucher'));
    if (!grant) return refuse('recovery.link-unknown');
    return linkRefusal(grant, now) ?? this.#registered(grant);
  }

  /** The order of the room: ticket, case, account, then the request. */
  locked<Answer>(asked: Grant, now: Date, work: (tx: EntityManager, locked: LockedRequest) => Promise<Answer>): Promise<Answer | Refusal> {
    return this.database.transaction(async (tx): Promise<Answer | Refusal> => {
      const open = await lockWhereProved(tx, asked.ticketId!, asked.accountRef);
      if (!open.allowed) return open;
      const { ticket, recoveryCase } = open;
      if (recoveryCase.accountRef !== asked.accountRef) return refuse('recovery.link-revoked');
      await lockAccount(tx, asked);
      const grant = await lockGrant(tx, asked.id);
      // The tries are counted by whoever comes with one: the last of them may be the right one.
      return linkRefusal({ purpose: grant.purpose, state: grant.state, expiresAt: grant.expiresAt, codeTries: 0 }, now) ?? work(tx, { ticket, recoveryCase, grant });
    });
  }

  /**
   * Refusals: `failed` (a wrong sign-in with `missing`: `tries:n`), `recovery.link-…`, `recovery.limit-reached`, `recovery.voucher-decides`, `recovery.channel-too-new`.
   *
   * @throws DirectoryUnreachable
   */
  async run(asked: AskedVoucher, signed: SignedVoucher): Promise<VoucherTaken> {
    const { answer, failed, counted, actor, now } = signed;
    // A sign-in takes its time, at home minutes: whoever is registered no longer by its end says nothing.
    const still = failed ? asked : await this.#registered(asked.grant);
    if (!still.allowed) return still;
    const { person, voucher } = still;
    const key = { portalKey: asked.grant.portalKey, accountRef: voucher.ref };
    return this.locked(asked.grant, now, async (tx, locked): Promise<VoucherTaken> => {
      if (failed && failed !== 'recovery.voucher-key-needed') {
        if (!counted) locked.grant.codeTries += 1;
        await this.line(tx, locked, 'voucher.refused', { voucherRef: voucher.ref, grantId: locked.grant.id, because: failed === 'recovery.voucher-sign-in-wrong' ? 'sign-in-wrong' : failed }, actor, now);
        return refuse(failed, { missing: [`tries:${Math.max(0, TRIES_PER_TOKEN - locked.grant.codeTries)}`] });
      }
      if (counted) {
        await tx.nativeDelete(LimitHit, { id: { $in: [...counted.hits] } });
        rememberRight(tx, key, 'voucher', now);
      }
      const inTheWay = failed ? refuse(failed) : answer === 'yes' ? ((await voucherLimit(tx, 'vouchers', key, now)) ?? (await decidesHere(tx, { portalKey: key.portalKey, accountRef: person.ref }, voucher.agent?.id)) ?? (await cameByTheDesk(tx, key, now))) : undefined;
      if (inTheWay) {
        if (counted) locked.grant.codeTries -= 1;
        await this.line(tx, locked, 'voucher.refused', { voucherRef: voucher.ref, grantId: locked.grant.id, because: inTheWay.refusal }, actor, now);
        return inTheWay;
      }
      await this.#answered(tx, locked, { person, voucher, signed });
      return { allowed: true, answer };
    });
  }

  async line(tx: EntityManager, { ticket, grant }: LockedRequest, verb: 'voucher.answered' | 'voucher.refused' | 'voucher.code-sent', detail: Readonly<Record<string, unknown>>, actor: Actor, now: Date): Promise<void> {
    await tx.flush();
    await announce(tx, { portal: ticket.portalKey, number: ticket.number });
    await this.audit.record(tx, { portalKey: grant.portalKey, verb, actor, ticketNumber: ticket.number, account: { portalKey: grant.portalKey, ref: grant.accountRef }, outcome: verb === 'voucher.refused' ? 'refused' : 'done', detail, now });
  }

  async #registered(grant: Grant): Promise<AskedVoucher | Refusal> {
    const person = await this.directories.of(grant.portalKey).get(grant.accountRef);
    const voucher = person && !person.excluded ? (await this.vouchers.run(grant.portalKey, person))?.find(({ ref }) => ref === grant.channelId) : undefined;
    const isOnFile = voucher?.account?.addresses.some(({ address }) => canonicalAddress(address) === grant.sentTo) ?? false;
    if (!person || !voucher || !isOnFile || whyNotVouch(voucher)) return refuse('recovery.link-revoked');
    return { allowed: true, grant, person, voucher };
  }

  async #answered(tx: EntityManager, { ticket, recoveryCase, grant }: LockedRequest, { person, voucher, signed: { answer, by, actor, now } }: { readonly person: Account; readonly voucher: SeenVoucher; readonly signed: SignedVoucher }): Promise<void> {
    const { portalKey } = grant;
    Object.assign(grant, { state: 'used', usedAt: now, codeHash: null, codeUntil: null, codeTo: null });
    await tx.flush();
    if (answer === 'yes') hit(tx, 'vouchers', subjectOf({ portalKey, accountRef: voucher.ref }), now);
    if (answer === 'no') {
      await distrustVouchers(tx, { portalKey, accountRef: person.ref }, now);
      toSecurity(tx, ticket, (await this.portals.get(portalKey)).queues, actor, now, 'voucher-said-no');
      await this.alarms.raise(tx, { kind: 'voucher-said-no', portalKey, subject: ticket.number, detail: { ticket: ticket.number } });
    }
    addEvent(tx, ticket.id, 'voucher.answered', actor, { name: voucher.displayName, answer }, now);
    await this.tellHolder.within(tx, { ticket, caseId: recoveryCase.id, account: voucher.account!, event: 'voucher-answered', by: 'requester', now });
    const said: VoucherDetail = { ref: voucher.ref, name: voucher.displayName, relation: voucher.relation, agentId: voucher.agent?.id ?? null, marks: voucher.account!.addresses.map(({ address }) => channelMark(canonicalAddress(address))) };
    if (answer !== 'unsure') {
      await this.evidence.within(tx, {
        ticket, recoveryCase, account: person, kind: 'voucher', outcome: answer === 'yes' ? 'proved' : 'failed', detail: { voucher: said, signedInAs: by, grantId: grant.id }, actor, agentId: grant.startedByAgentId ?? null, now,
      });
    }
    await this.line(tx, { ticket, recoveryCase, grant }, 'voucher.answered', { voucherRef: voucher.ref, relation: voucher.relation, answer, signedInAs: by, grantId: grant.id }, actor, now);
  }
}
