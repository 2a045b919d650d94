import { Injectable } from '@nestjs/common';
import { Directories } from '#directory';
import { Clock, newId } from '#kernel';
import { Database } from '#persistence';
import { lockTicketById } from '#tickets';
import { LONGEST_WINDOW_MS } from '../../domain/limits.js';
import { isUsable, whyNotUsable, type GrantPurpose } from '../../domain/grants.js';
import { Grant } from '../../store/grant.entity.js';
import { grantOfToken } from '../../store/grants.queries.js';
import { quietUntil } from '../../store/quiet.queries.js';
import { lockCaseOfTicket } from '../../store/recovery.queries.js';
import { BeginAction } from '../account/begin-action.js';
import { casesOfPage, ticketOfPage } from '../cases/open-ticket.js';
import { mayAsk, mayNoteQuietly } from './asking-brake.js';

const PASSWORD_LINKS: readonly GrantPurpose[] = ['recovery-link', 'activation-link'];
const RENEWABLE: readonly GrantPurpose[] = [...PASSWORD_LINKS, 'reveal'];

/** Of several, newest first: the last one with which the reader of this mailbox chooses a password. */
export function newestLink(grants: readonly Grant[], sentTo: string): Grant | undefined {
  return grants.find((grant) => PASSWORD_LINKS.includes(grant.purpose) && grant.sentTo === sentTo);
}

/** Whether a new one may be asked for in its place. */
export function mayRenew(grant: Grant, now: Date): boolean {
  return whyNotUsable(grant, now) === 'expired' && grant.expiresAt.getTime() >= now.getTime() - LONGEST_WINDOW_MS;
}

/** The button on the page of an expired link: a new one to the address on file, without a ticket (5.9). */
@Injectable()
export class SendNewLink {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly begin: BeginAction, private readonly clock: Clock) {}

  /** The same answer whatever happened: limits, unknown tokens and frozen accounts are silent (5.8, R24). */
  async run({ token, ip }: { readonly token: string; readonly ip?: string | undefined }): Promise<{ readonly done: true }> {
    const grant = await this.database.read(async (em) => {
      for (const purpose of RENEWABLE) {
        const found = await grantOfToken(em, token, purpose);
        if (found) return found;
      }
      return undefined;
    });
    return this.#renew(grant, ip);
  }

  /** The same from the page of the request, for the newest link that went to whoever wrote; no other link is renewed there. */
  async ofRequest({ token, ip }: { readonly token: string; readonly ip?: string | undefined }): Promise<{ readonly done: true }> {
    const grant = await this.database.read(async (em) => {
      const status = await grantOfToken(em, token, 'status');
      const ticket = status && isUsable(status, this.clock.now()) ? await ticketOfPage(em, status) : undefined;
      if (!status || !ticket) return undefined;
      return newestLink(await em.find(Grant, { caseId: { $in: await casesOfPage(em, status) }, purpose: { $in: [...PASSWORD_LINKS] } }, { orderBy: { createdAt: 'desc', id: 'desc' }, limit: 50 }), ticket.requesterCanonical);
    });
    return this.#renew(grant, ip);
  }

  async #renew(grant: Grant | undefined, ip: string | undefined): Promise<{ readonly done: true }> {
    const done = { done: true } as const;
    const now = this.clock.now();
    if (!grant?.ticketId || !mayRenew(grant, now)) return done;
    const directory = this.directories.of(grant.portalKey);
    const account = await directory.get(grant.accountRef);
    if (!account) return done;
    await this.database.transaction(async (tx) => {
      if (!(await mayAsk(tx, ip, now))) return;
      const ticket = await lockTicketById(tx, grant.ticketId!);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || !recoveryCase) return;
      // Of a flood during a pause the ticket shows no more than would have been mailed.
      if ((await quietUntil(tx, grant.portalKey, grant.sentTo, now)) && !(await mayNoteQuietly(tx, grant, now))) return;
      await this.begin.within(tx, {
        ticket, recoveryCase, account, abilities: directory.abilities, type: account.state === 'pending-activation' ? 'resend-activation' : 'send-recovery-link',
        asker: 'requester', actor: { kind: 'requester', ...(ip && { ip }) }, agent: null, addressId: grant.channelId ?? undefined, idempotencyKey: `new-link:${newId()}`, now,
      });
    });
    return done;
  }
}
