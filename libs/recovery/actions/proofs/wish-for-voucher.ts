import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { askVouchers, enqueue } from '#jobs';
import { Clock, DAY_MS, hashToken, refuse, type Allowed, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { playbookOf, Portals, type PortalProfile } from '#portals';
import { addEvent, announce, lockTicketById, owedAfterMail, type Ticket } from '#tickets';
import { withinLimit } from '../../domain/limits.js';
import { grantOfToken } from '../../store/grants.queries.js';
import { newAddressWaitsUntil } from '../../store/waiting.queries.js';
import { hit, hits } from '../../store/recovery.queries.js';
import { ticketOfPage } from '../cases/open-ticket.js';
import { linkRefusal } from '../links/link-refusals.js';

/**
 * The requester says on the page of their request that somebody can vouch for them. Whom the directory names, and whether it
 * names anybody, is looked at afterwards by a job: neither the answer nor its time tell (R24, R25). Nobody is named here: who
 * may vouch is never taken from the person's own words (5.2).
 */
@Injectable()
export class WishForVoucher {
  constructor(private readonly database: Database, private readonly portals: Portals, private readonly directories: Directories, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `recovery.link-…`, `recovery.nothing-asked` (not offered here), `recovery.limit-reached` with `until`, `recovery.code-wrong`. */
  async run({ token, typedNumber, ip }: { readonly token: string; /** As on the page (`wishNumber`). */ readonly typedNumber: string; readonly ip?: string | undefined }): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    const seen = await this.database.read(async (em) => {
      const status = await grantOfToken(em, token, 'status');
      return { status, ticket: status && (await ticketOfPage(em, status)) };
    });
    if (!seen.status || !seen.ticket) return refuse('recovery.link-unknown');
    const dead = linkRefusal(seen.status, now);
    if (dead) return dead;
    const profile = await this.portals.get(seen.ticket.portalKey);
    const { abilities } = this.directories.of(profile.key);
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const ticket = await lockTicketById(tx, seen.ticket!.id);
      if (!ticket || !mayWish(ticket, profile, abilities) || (await newAddressWaitsUntil(tx, ticket.id))) return refuse('recovery.nothing-asked');
      const verdict = withinLimit('voucher-wishes', await wishesOf(tx, ticket.id, now), now);
      if (!verdict.within) return refuse('recovery.limit-reached', { missing: ['limit:voucher-wishes'], until: verdict.until });
      if (typedNumber.trim() !== wishNumber(token)) return refuse('recovery.code-wrong');
      hit(tx, 'voucher-wishes', ticket.id, now);
      ticket.owedSince = owedAfterMail(ticket, now);
      if (ticket.state === 'waiting') ticket.state = 'open';
      ticket.lastMessageAt = now;
      const actor = { kind: 'requester' as const, ...(ip && { ip }) };
      addEvent(tx, ticket.id, 'voucher.wished', actor, {}, now);
      await enqueue(tx, askVouchers, { ticketId: ticket.id });
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'voucher.wished', actor, ticketNumber: ticket.number, outcome: 'done', detail: {}, now });
      return { allowed: true };
    });
  }
}

const NUMBERS = 10_000;

/** Stands on the page and is typed there: somebody else gets a mail by it, and what presses every button of a page must not send one (T9). It keeps nobody out who reads. */
export function wishNumber(token: string): string {
  return String(Number.parseInt(hashToken(`voucher-wish:${token}`).slice(0, 8), 16) % NUMBERS).padStart(4, '0');
}

/** By portal, case type and ticket alone, never by an account: the playbook counts vouchers, and the directory can name some. */
export function mayWish({ state, caseType, mergedIntoId }: Pick<Ticket, 'state' | 'caseType' | 'mergedIntoId'>, profile: PortalProfile, abilities: { readonly vouchers: boolean }): boolean {
  return state !== 'solved' && state !== 'closed' && !mergedIntoId && abilities.vouchers && playbookOf(profile, caseType)?.evidence.includes('voucher') === true;
}

/** When it was wished for on this ticket within the last day, newest first. */
export function wishesOf(em: EntityManager, ticketId: string, now: Date): Promise<Date[]> {
  return hits(em, 'voucher-wishes', ticketId, new Date(now.getTime() - DAY_MS));
}
