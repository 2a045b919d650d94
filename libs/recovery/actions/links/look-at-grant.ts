import { Injectable } from '@nestjs/common';
import { Directories, type Account } from '#directory';
import { canonicalAddress, Clock, Fault, type Locale } from '#kernel';
import { Database } from '#persistence';
import type { ProfileText } from '#portals';
import { Ticket } from '#tickets';
import { GRANT_RULES, whyNotUsable, type GrantPurpose, type WhyNotUsable } from '../../domain/grants.js';
import { TRIES_PER_TOKEN } from '../../domain/limits.js';
import type { VoucherSignIn } from '../../domain/voucher-ways.js';
import { Grant } from '../../store/grant.entity.js';
import { grantOfToken } from '../../store/grants.queries.js';

/** What a page may show of a link. An unknown token tells nothing; a valid one tells its state (5.9). */
export type LinkView = { readonly found: false } | {
  readonly found: true;
  readonly purpose: GrantPurpose;
  readonly portalKey: string;
  readonly locale: Locale;
  readonly state: 'usable' | WhyNotUsable;
  /** Null for a notice of what was done to many. */
  readonly ticketNumber: string | null;
  /** Null when the account is gone or the directory does not answer. */
  readonly username: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** How often a code may still be typed. */
  readonly triesLeft: number;
  /** Over, and a new one can be asked for with `SendNewLink`. */
  readonly canSendNew: boolean;
  /** For a report: what the notice was about, one of NOTICE_EVENTS. */
  readonly event: string | null;
  /** For somebody who may vouch: for whom, and how they sign in. */
  readonly voucher?: VoucherPage | undefined;
  /** For the pause of mails: the number to type, and until when it runs; null: it does not. */
  readonly quiet?: { readonly typedNumber: string; readonly until: Date | null } | undefined;
};

/** What the page of somebody who may vouch offers them. */
export interface VoucherPage {
  readonly forName: string;
  /** By which password; null: by none. */
  readonly signsInAs: VoucherSignIn | null;
  /** A sign-in key of their place at the desk. */
  readonly takesKey: boolean;
  readonly homes: readonly { readonly key: string; readonly name: ProfileText }[];
  /** For `phone`: the number, masked, and until when a code that was sent may be typed. */
  readonly phone?: { readonly number: string; readonly codeUntil: Date | null } | undefined;
}

/** What GET and HEAD see. Looking never consumes, however often a scanner does it (R49); `opened` only informs. */
@Injectable()
export class LookAtGrant {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly clock: Clock) {}

  async run(token: string, purpose: GrantPurpose): Promise<LinkView> {
    const { grant, ticket } = await this.database.read(async (em) => {
      const found = await grantOfToken(em, token, purpose);
      if (found?.state === 'unused') await em.nativeUpdate(Grant, { id: found.id, state: 'unused' }, { state: 'opened', openedAt: this.clock.now() });
      return { grant: found, ticket: found?.ticketId ? await em.findOne(Ticket, { id: found.ticketId }) : null };
    });
    // A ticket that is gone took what it was for along.
    if (!grant || (grant.ticketId && !ticket)) return { found: false };
    const account = await this.#account(grant);
    const why = whyNotUsable(grant, this.clock.now());
    return {
      found: true, purpose, portalKey: grant.portalKey, locale: ticket && grant.sentTo === ticket.requesterCanonical ? ticket.language : (account?.locale ?? ticket?.language ?? 'de'), state: why ?? 'usable',
      ticketNumber: ticket?.number ?? null, username: account?.username ?? null, createdAt: grant.createdAt, expiresAt: grant.expiresAt,
      triesLeft: Math.max(0, TRIES_PER_TOKEN - grant.codeTries), canSendNew: why === 'expired' && GRANT_RULES[purpose].opensAccount, event: grant.event ?? null,
    };
  }

  async #account(grant: Grant): Promise<Account | undefined> {
    if (grant.accountRef === '') return undefined;
    try {
      const account = await this.directories.of(grant.portalKey).get(grant.accountRef);
      // A letter went to the postal address on file, which no grant repeats.
      const isOnFile = (grant.sentTo === '' && grant.purpose === 'cancel') || account?.addresses.some(({ address }) => canonicalAddress(address) === grant.sentTo) || account?.phones.some(({ number }) => number === grant.sentTo);
      return isOnFile ? account : undefined;
    } catch (error) {
      if (error instanceof Fault) return undefined;
      throw error;
    }
  }
}
