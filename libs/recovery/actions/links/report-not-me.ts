import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories, type Account } from '#directory';
import { Clock, refuse, type Actor, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { lockNumbers, Mailboxes, Portals } from '#portals';
import { addEvent, announce, lockTicketById, type Ticket } from '#tickets';
import { grantOfToken, lockGrant } from '../../store/grants.queries.js';
import { endQuiet } from '../../store/quiet.queries.js';
import { lockAccount, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { forgetThaws } from '../../store/waiting.queries.js';
import { moveTicket } from '../account/account-action.js';
import { BeginAction, type Begun } from '../account/begin-action.js';
import { advance } from '../cases/advance.js';
import { OpenOnAccount, type OnAccount } from '../cases/open-on-account.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { FinishAction } from '../account/finish-action.js';
import { checkCode } from './check-code.js';
import { FreezeWithoutTicket } from './freeze-without-ticket.js';
import { linkRefusal } from './link-refusals.js';
import { LookAtGrant, type LinkView } from './look-at-grant.js';

/** `frozen` is false while the directory is away; upkeep freezes as soon as it answers. */
export type Reported = { readonly allowed: true; readonly frozen: boolean } | Refusal;

/** A queue of this key gets what is reported, where the portal has one. */
const SECURITY_QUEUE = 'security';
/** Of a ticket that nobody wrote for. */
const SUBJECT = { de: 'Das war ich nicht', en: 'That was not me' } as const;
const NOTE = {
  de: 'Die Person hat über den Link in einer Benachrichtigung gemeldet, dass sie das nicht war. Eine Mail dazu gibt es nicht.',
  en: 'The person reported by the link in a notice that it was not them. There is no mail about it.',
} as const;

/**
 * "That wasn't me", from the link in a notice: the account is frozen at once and the ticket becomes urgent. A wrong
 * freeze is better than a missed one (R13), but a link scanner must not cause one: hence the number to type (T9).
 */
@Injectable()
export class ReportNotMe {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly portals: Portals, private readonly mailboxes: Mailboxes, private readonly openOnAccount: OpenOnAccount, private readonly lookAtGrant: LookAtGrant,
    private readonly begin: BeginAction, private readonly finish: FinishAction, private readonly withoutTicket: FreezeWithoutTicket, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  look(token: string): Promise<LinkView> {
    return this.lookAtGrant.run(token, 'report');
  }

  /** Refusals: `recovery.link-…`, `recovery.code-wrong` (`missing`: `tries:n`), `recovery.code-path-closed`. @throws DirectoryUnreachable where there can be no ticket (`freeze-without-ticket.ts`) */
  async run({ token, typedNumber, ip }: { readonly token: string; readonly typedNumber: string; readonly ip?: string | undefined }): Promise<Reported> {
    const seen = await this.database.read((em) => grantOfToken(em, token, 'report'));
    if (!seen) return refuse('recovery.link-unknown');
    const { portalKey } = seen;
    const directory = this.directories.of(portalKey);
    const account = await directory.get(seen.accountRef);
    const profile = await this.portals.get(portalKey);
    const mailbox = (await this.mailboxes.all()).find((one) => one.portalKey === portalKey);
    const actor = { kind: 'requester', ...(ip && { ip }) } as const;
    if (!seen.ticketId && !mailbox && account) return this.withoutTicket.run({ grant: seen, account, typedNumber, actor });
    const begun = await this.database.transaction(async (tx): Promise<Begun | { allowed: true; action?: undefined }> => {
      // Of what was done to many there is no ticket yet. Numbers are given out before accounts are locked, as everywhere.
      const known = seen.ticketId ? await lockTicketById(tx, seen.ticketId) : undefined;
      const knownCase = known && (await lockCaseOfTicket(tx, known.id));
      if (!seen.ticketId) await lockNumbers(tx, portalKey);
      await lockAccount(tx, { portalKey, accountRef: seen.accountRef });
      const grant = await lockGrant(tx, seen.id);
      const now = this.clock.now();
      if (seen.ticketId && (!known || !knownCase)) return refuse('recovery.link-revoked');
      const refused = linkRefusal(grant, now) ?? (await checkCode(tx, grant, 'held', typedNumber, now));
      if (refused) return refused;
      const opened = known && knownCase ? { ticket: known, recoveryCase: knownCase } : await this.#open(tx, { profile, mailboxId: mailbox?.id, account, address: grant.sentTo, actor, now });
      if (!opened) return refuse('recovery.link-revoked');
      const { ticket, recoveryCase } = opened;
      Object.assign(grant, { state: 'used', usedAt: now, codeHash: null, ticketId: ticket.id, caseId: recoveryCase.id });
      toSecurity(tx, ticket, profile.queues, actor, now);
      // Whoever is the holder says so: a freeze that the desk set for a day stays.
      await forgetThaws(tx, seen);
      // Whoever chose it was not the holder, who wants to hear again (T12).
      if (grant.event === 'mails-paused' && (await endQuiet(tx, { portalKey, accountRef: seen.accountRef }, now))) {
        addEvent(tx, ticket.id, 'silence.ended', actor, {}, now);
        await this.audit.record(tx, { portalKey, verb: 'silence.ended', actor, ticketNumber: ticket.number, account: { portalKey, ref: seen.accountRef }, outcome: 'done', detail: { grantId: grant.id }, now });
      }
      advance(recoveryCase, 'frozen', now);
      addEvent(tx, ticket.id, 'account.reported', actor, { event: grant.event ?? null }, now);
      await tx.flush();
      await announce(tx, { portal: portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey, verb: 'account.reported', actor, ticketNumber: ticket.number, account: { portalKey, ref: seen.accountRef }, outcome: 'done', detail: { event: grant.event, grantId: grant.id }, now });
      // Whatever else is true, the report stands; an account that is frozen already, or gone, needs no freeze.
      if (!account || account.state === 'frozen') return { allowed: true };
      // The ticket may be about another account than the notice was, so the freeze names the notice's own.
      const frozen = await this.begin.within(tx, { ticket, recoveryCase, account, abilities: directory.abilities, type: 'freeze', asker: 'requester', actor, agent: null, idempotencyKey: `report:${grant.id}`, now });
      return frozen.allowed ? frozen : { allowed: true };
    });
    if (!begun.allowed) return begun;
    const { action } = begun;
    if (!action) return { allowed: true, frozen: account?.state === 'frozen' };
    return { allowed: true, frozen: (await this.finish.run({ actionId: action.id, attempt: action.attempt, actor, agentCode: null })) === 'done' };
  }

  /** A ticket for what was done to many; undefined: there is no account any more. */
  async #open(tx: EntityManager, { mailboxId, account, ...about }: Pick<OnAccount, 'profile' | 'address' | 'actor' | 'now'> & { readonly mailboxId: string | undefined; readonly account: Account | undefined }): Promise<{ readonly ticket: Ticket; readonly recoveryCase: RecoveryCase } | undefined> {
    if (!account || mailboxId === undefined) return undefined;
    const language = account.locale;
    return this.openOnAccount.within(tx, { ...about, mailboxId, account, caseType: 'suspected-compromise', subject: SUBJECT[language], note: NOTE[language], language, because: 'report.link' });
  }
}

/** A security case: urgent, and in the queue for such, where the portal has one. */
export function toSecurity(tx: EntityManager, ticket: Ticket, queues: readonly { readonly key: string }[], actor: Actor, now: Date, because = 'reported-by-holder'): void {
  moveTicket(tx, ticket, 'open', actor, now);
  if (queues.some(({ key }) => key === SECURITY_QUEUE)) ticket.queue = SECURITY_QUEUE;
  Object.assign(ticket, { priority: 'urgent', routeBecause: [because] });
}
