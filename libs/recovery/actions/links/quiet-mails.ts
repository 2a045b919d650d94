import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories, type Account } from '#directory';
import { Clock, hashToken, refuse, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { addEvent, announce, lockTicketById, type Ticket } from '#tickets';
import { SILENCE_MS } from '../../domain/grants.js';
import type { Grant } from '../../store/grant.entity.js';
import { grantOfToken, lockGrant } from '../../store/grants.queries.js';
import { endQuiet, quietUntil } from '../../store/quiet.queries.js';
import { lockAccount, lockCaseOfTicket } from '../../store/recovery.queries.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { TellHolder } from '../mails/tell-holder.js';
import { linkRefusal, proofRefusal } from './link-refusals.js';
import { LookAtGrant, type LinkView } from './look-at-grant.js';

/** What a form of the page sends. */
export interface QuietForm {
  readonly token: string;
  /** As on the page (`quietNumber`). */
  readonly typedNumber: string;
  readonly ip?: string | undefined;
}

/** `until`: when it ends by itself; null: it is over. */
export type Quieted = { readonly allowed: true; readonly until: Date | null } | Refusal;

interface Locked {
  readonly tx: EntityManager;
  readonly grant: Grant;
  readonly ticket: Ticket;
  readonly recoveryCase: RecoveryCase;
  readonly account: Account;
  readonly actor: { readonly kind: 'requester'; readonly ip?: string };
  readonly now: Date;
}

/**
 * "No mails for 24 hours", for whoever is flooded by what strangers ask for in their name (T12). It stops links and user names that a request from outside sets off by itself, and the
 * acknowledgement; nothing that warns, nothing that somebody at the desk does, nothing to another address. One link begins it once, and it grows no longer: whoever saw one mail does not silence a mailbox for good.
 */
@Injectable()
export class QuietMails {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly lookAtGrant: LookAtGrant, private readonly tellHolder: TellHolder, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** What its page shows; while it lasts, every link of the same mailbox leads to the button that ends it. */
  async look(token: string): Promise<LinkView> {
    const view = await this.lookAtGrant.run(token, 'quiet');
    if (!view.found) return view;
    const until = await this.database.read(async (em) => {
      const grant = await grantOfToken(em, token, 'quiet');
      return grant && quietUntil(em, grant.portalKey, grant.sentTo, this.clock.now());
    });
    return { ...view, ...(until && { state: 'usable' as const }), quiet: { typedNumber: quietNumber(token), until: until ?? null } };
  }

  /** Refusals: `recovery.link-…`, `recovery.code-wrong`. @throws DirectoryUnreachable: the other addresses could not hear of it */
  begin(form: QuietForm): Promise<Quieted> {
    return this.#locked(form, async (locked) => {
      const { tx, grant, ticket, recoveryCase, account, now } = locked;
      const running = await quietUntil(tx, grant.portalKey, grant.sentTo, now);
      if (running) return { allowed: true, until: running };
      const refused = linkRefusal(grant, now);
      if (refused) return refused;
      const until = new Date(now.getTime() + SILENCE_MS);
      Object.assign(grant, { state: 'used', usedAt: now, expiresAt: until });
      await tx.flush();
      // A mailbox in wrong hands must not stop the holder's own requests without the holder hearing of it: at every other address. Where there is none, the ticket alone says it.
      await this.tellHolder.within(tx, { ticket, caseId: recoveryCase.id, account, event: 'mails-paused', by: 'requester', except: grant.channelId ?? undefined, now });
      await this.#write(locked, 'silence.begun', { until: until.toISOString() });
      return { allowed: true, until };
    });
  }

  /** Takes it back; what comes from now on is answered again. Refusals as for `begin`. */
  end(form: QuietForm): Promise<Quieted> {
    return this.#locked(form, async (locked) => {
      const { portalKey, sentTo } = locked.grant;
      if (await endQuiet(locked.tx, { portalKey, sentTo }, locked.now)) await this.#write(locked, 'silence.ended', {});
      return { allowed: true, until: null };
    });
  }

  async #locked({ token, typedNumber, ip }: QuietForm, work: (locked: Locked) => Promise<Quieted>): Promise<Quieted> {
    const seen = await this.database.read((em) => grantOfToken(em, token, 'quiet'));
    if (!seen?.ticketId) return refuse('recovery.link-unknown');
    const account = await this.directories.of(seen.portalKey).get(seen.accountRef);
    const unfit = proofRefusal(account, seen);
    if (!account || unfit) return unfit ?? refuse('recovery.link-revoked');
    if (typedNumber.trim() !== quietNumber(token)) return refuse('recovery.code-wrong');
    return this.database.transaction(async (tx): Promise<Quieted> => {
      const ticket = await lockTicketById(tx, seen.ticketId!);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      await lockAccount(tx, seen);
      if (!ticket || !recoveryCase) return refuse('recovery.link-revoked');
      return work({ tx, grant: await lockGrant(tx, seen.id), ticket, recoveryCase, account, actor: { kind: 'requester', ...(ip && { ip }) }, now: this.clock.now() });
    });
  }

  async #write({ tx, grant, ticket, actor, now }: Locked, verb: 'silence.begun' | 'silence.ended', detail: { readonly until?: string }): Promise<void> {
    addEvent(tx, ticket.id, verb, actor, { ...detail }, now);
    await tx.flush();
    await announce(tx, { portal: ticket.portalKey, number: ticket.number });
    await this.audit.record(tx, { portalKey: grant.portalKey, verb, actor, ticketNumber: ticket.number, account: { portalKey: grant.portalKey, ref: grant.accountRef }, outcome: 'done', detail: { ...detail, grantId: grant.id }, now });
  }
}

const NUMBERS = 10_000;

/** Stands on the page and is typed there, so that what presses every button of a page neither begins nor ends it (T9). It keeps nobody out who reads. */
export function quietNumber(token: string): string {
  return String(Number.parseInt(hashToken(`quiet:${token}`).slice(0, 8), 16) % NUMBERS).padStart(4, '0');
}
