import { Injectable } from '@nestjs/common';
import { SignIn } from '#agents';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Directories, type Account } from '#directory';
import { canonicalAddress, Clock, normaliseCode, refuse, Secret, type Actor, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { Portals } from '#portals';
import { addEvent, announce, type Ticket } from '#tickets';
import { TRIES_PER_TOKEN } from '../../domain/limits.js';
import { isNameTyped, whyNotVouch, type VoucherAnswer } from '../../domain/vouchers.js';
import { LimitHit, type Grant } from '../../store/grant.entity.js';
import { grantOfToken, lockGrant } from '../../store/grants.queries.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { hit, lockAccount } from '../../store/recovery.queries.js';
import { distrustVouchers, type VoucherDetail } from '../../store/voucher-rows.js';
import { channelMark } from '../account/action-facts.js';
import { lockWhereProved } from '../cases/open-ticket.js';
import { codePathClosed, rememberRight, rememberSource, rememberTry, sourceClosed } from '../links/check-code.js';
import { linkRefusal } from '../links/link-refusals.js';
import { LookAtGrant, type LinkView } from '../links/look-at-grant.js';
import { toSecurity } from '../links/report-not-me.js';
import { TellHolder } from '../mails/tell-holder.js';
import { cameByTheDesk, decidesHere, subjectOf, voucherLimit } from './ask-for-voucher.js';
import { operationOfCode } from './asked-proofs.js';
import { ReadVouchers, type SeenVoucher } from './read-vouchers.js';
import { RecordEvidence } from './record-evidence.js';

export interface VoucherGiven {
  readonly token: string;
  readonly answer: VoucherAnswer;
  /** Of the person, typed once more; asked for with a yes. */
  readonly name: string;
  readonly password: string;
  /** Of the authenticator. */
  readonly code: string;
  readonly ip?: string | undefined;
}

export type VoucherTaken = { readonly allowed: true; readonly answer: VoucherAnswer } | Refusal;

type Asked = { readonly allowed: true; readonly grant: Grant; readonly person: Account; readonly voucher: SeenVoucher } | Refusal;

interface Locked {
  readonly ticket: Ticket;
  readonly recoveryCase: RecoveryCase;
  readonly grant: Grant;
}

/**
 * Somebody who answers for a person says whether it is them, signed in with password and authenticator for this one answer
 * (5.2). Yes is one voucher; no is a warning and wakes whoever looks after security; not sure ends the request. Whatever was
 * said, the one in whose name it was said hears of it and can say that it was not them.
 */
@Injectable()
export class Vouch {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly vouchers: ReadVouchers, private readonly lookAtGrant: LookAtGrant, private readonly signIn: SignIn,
    private readonly evidence: RecordEvidence, private readonly tellHolder: TellHolder, private readonly portals: Portals, private readonly audit: AuditTrail, private readonly alarms: Alarms, private readonly clock: Clock,
  ) {}

  /** Looking changes nothing but `opened` (R49). @throws DirectoryUnreachable */
  async look(token: string): Promise<LinkView> {
    const view = await this.lookAtGrant.run(token, 'voucher');
    if (!view.found || view.state !== 'usable') return view;
    const asked = await this.#asked(token, this.clock.now());
    if (!asked.allowed) return { ...view, state: 'revoked' };
    const { person, voucher } = asked;
    return { ...view, locale: voucher.account!.locale, voucher: { forName: person.displayName, signsInAs: voucher.signsInAs ?? 'account' } };
  }

  /**
   * Refusals: `recovery.link-…`, `recovery.case-closed`, `recovery.voucher-name-differs`, `recovery.voucher-sign-in-wrong` (`missing`: `tries:n`),
   * `recovery.code-path-closed`, `recovery.limit-reached`, `recovery.voucher-decides`, `recovery.channel-too-new`, `recovery.voucher-key-needed` (R68: this page takes no sign-in key, and where they are now nothing else will do).
   *
   * @throws DirectoryUnreachable; the same code may be typed again
   */
  async run({ token, answer, name, password, code, ip }: VoucherGiven): Promise<VoucherTaken> {
    const now = this.clock.now();
    const asked = await this.#asked(token, now);
    if (!asked.allowed) return asked;
    const { grant: { id: grantId, portalKey }, person, voucher } = asked;
    if (answer === 'yes' && !isNameTyped(person.displayName, name)) return refuse('recovery.voucher-name-differs');
    const key = { portalKey, accountRef: voucher.ref };
    const actor: Actor = { kind: 'requester', ...(ip && { ip }) };

    // Counted before it is looked at, so that a hundred guesses at once are not a hundred for free.
    const counted = await this.#locked(asked.grant, now, async (tx, { grant }): Promise<{ allowed: true; hits: readonly string[] } | Refusal> => {
      if (grant.codeTries >= TRIES_PER_TOKEN) return refuse('recovery.link-tries-used-up');
      const closed = (await sourceClosed(tx, ip, now)) ?? (await codePathClosed(tx, key, 'voucher', now));
      if (closed) return closed;
      grant.codeTries += 1;
      return { allowed: true, hits: [rememberTry(tx, key, 'voucher', now), rememberSource(tx, ip, now)].flatMap((one) => one?.id ?? []) };
    });
    if (!counted.allowed) return counted;

    const signIn = await this.#signsIn(voucher, portalKey, grantId, { password, code: normaliseCode(code), ip });

    return this.#locked(asked.grant, now, async (tx, locked): Promise<VoucherTaken> => {
      if (signIn === 'wrong') {
        await this.#line(tx, locked, 'voucher.refused', { voucherRef: voucher.ref, grantId, because: 'sign-in-wrong' }, actor, now);
        return refuse('recovery.voucher-sign-in-wrong', { missing: [`tries:${Math.max(0, TRIES_PER_TOKEN - locked.grant.codeTries)}`] });
      }
      await tx.nativeDelete(LimitHit, { id: { $in: [...counted.hits] } });
      rememberRight(tx, key, 'voucher', now);
      const inTheWay = signIn === 'key-needed' ? refuse('recovery.voucher-key-needed') : answer === 'yes' ? ((await voucherLimit(tx, 'vouchers', key, now)) ?? (await decidesHere(tx, { portalKey, accountRef: person.ref }, voucher.agent?.id)) ?? (await cameByTheDesk(tx, key, now))) : undefined;
      if (inTheWay) {
        locked.grant.codeTries -= 1;
        await this.#line(tx, locked, 'voucher.refused', { voucherRef: voucher.ref, grantId, because: inTheWay.refusal }, actor, now);
        return inTheWay;
      }
      await this.#answered(tx, locked, { answer, person, voucher, actor, now });
      return { allowed: true, answer };
    });
  }

  async #answered(tx: EntityManager, { ticket, recoveryCase, grant }: Locked, { answer, person, voucher, actor, now }: { readonly answer: VoucherAnswer; readonly person: Account; readonly voucher: SeenVoucher; readonly actor: Actor; readonly now: Date }): Promise<void> {
    const { portalKey } = grant;
    Object.assign(grant, { state: 'used', usedAt: now });
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
        ticket, recoveryCase, account: person, kind: 'voucher', outcome: answer === 'yes' ? 'proved' : 'failed', detail: { voucher: said, signedInAs: voucher.signsInAs, grantId: grant.id }, actor, agentId: grant.startedByAgentId ?? null, now,
      });
    }
    await this.#line(tx, { ticket, recoveryCase, grant }, 'voucher.answered', { voucherRef: voucher.ref, relation: voucher.relation, answer, grantId: grant.id }, actor, now);
  }

  async #line(tx: EntityManager, { ticket, grant }: Locked, verb: 'voucher.answered' | 'voucher.refused', detail: Readonly<Record<string, unknown>>, actor: Actor, now: Date): Promise<void> {
    await tx.flush();
    await announce(tx, { portal: ticket.portalKey, number: ticket.number });
    await this.audit.record(tx, { portalKey: grant.portalKey, verb, actor, ticketNumber: ticket.number, account: { portalKey: grant.portalKey, ref: grant.accountRef }, outcome: verb === 'voucher.answered' ? 'done' : 'refused', detail, now });
  }

  /** Whom it is about and who is asked, as both are now: a relation that the directory no longer knows ends the request. */
  async #asked(token: string, now: Date): Promise<Asked> {
    const grant = await this.database.read((em) => grantOfToken(em, token, 'voucher'));
    if (!grant) return refuse('recovery.link-unknown');
    const dead = linkRefusal(grant, now);
    if (dead) return dead;
    const person = await this.directories.of(grant.portalKey).get(grant.accountRef);
    const voucher = person && !person.excluded ? (await this.vouchers.run(grant.portalKey, person))?.find(({ ref }) => ref === grant.channelId) : undefined;
    const isOnFile = voucher?.account?.addresses.some(({ address }) => canonicalAddress(address) === grant.sentTo) ?? false;
    if (!person || !voucher || !isOnFile || whyNotVouch(voucher)) return refuse('recovery.link-revoked');
    return { allowed: true, grant, person, voucher };
  }

  /** The order of the room: ticket, case, account, then the request. */
  #locked<Answer>(asked: Grant, now: Date, work: (tx: EntityManager, locked: Locked) => Promise<Answer>): Promise<Answer | Refusal> {
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

  async #signsIn({ ref, signsInAs, agent }: SeenVoucher, portalKey: string, grantId: string, { password, code, ip }: { readonly password: string; readonly code: string; readonly ip: string | undefined }): Promise<'right' | 'wrong' | 'key-needed'> {
    if (signsInAs === 'agent') {
      const proved = agent && (await this.signIn.prove({ email: agent.email, password, code, ip }));
      if (proved?.allowed) return 'right';
      return proved && (proved.refusal === 'session.key-needed' || (proved.refusal === 'session.code-needed' && proved.missing?.includes('key'))) ? 'key-needed' : 'wrong';
    }
    const isRight = await this.directories.of(portalKey).verifySignIn(ref, { password: new Secret(password), code: new Secret(code) }, operationOfCode(grantId, code));
    return isRight ? 'right' : 'wrong';
  }
}
