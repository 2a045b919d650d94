import { Injectable } from '@nestjs/common';
import { Directories } from '#directory';
import { Clock, type CaseType, type Locale } from '#kernel';
import { lastAnswerTo } from '#outbound';
import { Database } from '#persistence';
import { alternativesOf, knownOf, missingNeeds, playbookOf, Portals, type AskedField, type PortalProfile, type ProfileText } from '#portals';
import { type TicketState } from '#tickets';
import { codeIsUsable, isUsable } from '../../domain/grants.js';
import { Grant } from '../../store/grant.entity.js';
import { grantOfToken } from '../../store/grants.queries.js';
import { newAddressWaitsUntil } from '../../store/waiting.queries.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';
import { casesOfPage, ticketOfPage } from '../cases/open-ticket.js';
import { mayWish, wishesOf, wishNumber } from '../proofs/wish-for-voucher.js';
import { STATUS_PAGE_PURPOSES } from '../proofs/asked-proofs.js';
import { mayRenew, newestLink } from './send-new-link.js';

/** `provider`: the organisation at whose sign-in service one signs in, in its own words. */
export interface ProofAsked {
  readonly kind: 'call-back' | 'sms' | 'totp' | 'recovery-code' | 'home-idp';
  readonly expiresAt: Date;
  readonly provider: { readonly de: string; readonly en: string } | null;
}

/** What the requester may know of their own ticket. Nothing of any account: they may not be its holder. */
export interface TicketStatus {
  readonly portalKey: string;
  readonly locale: Locale;
  readonly ticketNumber: string;
  readonly subject: string;
  readonly caseType: CaseType;
  readonly state: TicketState;
  readonly askedAt: Date;
  readonly promisedBy: Date | null;
  readonly firstAnsweredAt: Date | null;
  /** The newest link that went to the very address that the requester wrote from can be used. */
  readonly linkSent: boolean;
  /** That link has expired, and a new one can be asked for with `SendNewLink`. */
  readonly linkExpired: boolean;
  /** The last answer to that address was the user name. */
  readonly usernameSent: boolean;
  /** What the desk asked for that is given here; each with how often something may still be typed. */
  readonly proofs: readonly ProofAsked[];
  /** A letter is on its way whose PIN is typed here, with `RecordLetterPin`. */
  readonly letter: { readonly expiresAt: Date } | null;
  /** What the desk still needs; each entry is one thing or alternatives. Nothing of it depends on any account (R24). */
  readonly asks: readonly (readonly AskedField[])[];
  /** What is typed to say that somebody can vouch for them, or when it was said; null: not here. Depends on no account (R24). */
  readonly vouching: { readonly typedNumber: string } | { readonly wishedAt: Date } | null;
  /** The change that was asked for was agreed to, and waits until then; null: nothing does. Said only where the reader of the new address said yes on this ticket. */
  readonly waitsUntil: Date | null;
  /** The portal's own words on what was asked, in every language that the page may have; null: none. */
  readonly answer: ProfileText | null;
}

/** The page behind `/t/…`. */
@Injectable()
export class StatusOfTicket {
  constructor(private readonly database: Database, private readonly portals: Portals, private readonly directories: Directories, private readonly clock: Clock) {}

  /** Undefined: the link is unknown or over. */
  run(token: string): Promise<TicketStatus | undefined> {
    const now = this.clock.now();
    return this.database.read(async (em) => {
      const status = await grantOfToken(em, token, 'status');
      const ticket = status && isUsable(status, now) ? await ticketOfPage(em, status) : undefined;
      if (!status || !ticket) return undefined;
      const grants = await em.find(Grant, { caseId: { $in: await casesOfPage(em, status) }, purpose: { $in: ['recovery-link', 'activation-link', 'letter', ...STATUS_PAGE_PURPOSES] } }, { orderBy: { createdAt: 'desc', id: 'desc' }, limit: 50 });
      const profile = await this.portals.get(ticket.portalKey);
      const playbook = playbookOf(profile, ticket.caseType);
      const recoveryCase = await em.findOne(RecoveryCase, { ticketId: ticket.id });
      const isOpen = ticket.state !== 'solved' && ticket.state !== 'closed';
      const [wishedAt] = await wishesOf(em, ticket.id, now);
      const waitsUntil = isOpen ? await newAddressWaitsUntil(em, ticket.id) : undefined;
      const link = newestLink(grants, ticket.requesterCanonical);
      const letter = isOpen ? grants.find((grant) => grant.purpose === 'letter' && grant.accountRef === recoveryCase?.accountRef && codeIsUsable(grant, now)) : undefined;
      const missing = playbook && recoveryCase ? missingNeeds(playbook, knownOf({ caseType: ticket.caseType, claimed: recoveryCase.claimed, requesterAddress: ticket.requesterAddress })) : [];
      return {
        portalKey: ticket.portalKey, locale: ticket.language, ticketNumber: ticket.number, subject: ticket.subject, caseType: ticket.caseType, state: ticket.state, askedAt: ticket.createdAt,
        promisedBy: ticket.promisedBy ?? null, firstAnsweredAt: ticket.firstAnsweredAt ?? null,
        linkSent: link !== undefined && isUsable(link, now), linkExpired: isOpen && link !== undefined && mayRenew(link, now),
        usernameSent: (await lastAnswerTo(em, [ticket.id, status.ticketId!], ticket.requesterCanonical)) === 'tell-username',
        proofs: isOpen ? proofsAsked(grants.filter(({ accountRef }) => accountRef === recoveryCase?.accountRef), profile, now) : [], letter: letter ? { expiresAt: letter.expiresAt } : null,
        asks: isOpen ? missing.map(alternativesOf) : [],
        vouching: waitsUntil === undefined && mayWish(ticket, profile, this.directories.of(ticket.portalKey).abilities) ? (wishedAt ? { wishedAt } : { typedNumber: wishNumber(token) }) : null,
        waitsUntil: waitsUntil ?? null,
        // An answer that asks for what was given already would be answered again.
        answer: recoveryCase && playbook?.needs.length && missing.length === 0 ? null : profile.answers.find(({ caseType }) => caseType === ticket.caseType)?.text ?? null,
      };
    });
  }
}

/** One of each kind, the newest. Nothing of it is there unless somebody at the desk asked for it (R24). */
function proofsAsked(grants: readonly Grant[], profile: PortalProfile, now: Date): ProofAsked[] {
  return STATUS_PAGE_PURPOSES.flatMap((purpose) => {
    const grant = grants.find((one) => one.purpose === purpose && codeIsUsable(one, now));
    const home = profile.homeSignIn.find(({ key }) => key === grant?.channelId);
    if (!grant || (purpose === 'home-idp' && !home)) return [];
    return [{ kind: purpose === 'sms-code' ? 'sms' as const : purpose, expiresAt: grant.expiresAt, provider: home?.name ?? null }];
  });
}
