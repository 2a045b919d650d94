import { Injectable } from '@nestjs/common';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { isSamePerson } from '../../domain/home-match.js';
import type { Grant } from '../../store/grant.entity.js';
import { linkRefusal } from '../links/link-refusals.js';
import { askedOnStatusPage } from './asked-proofs.js';
import { HomeTrips, type Departure } from './home-trips.js';
import { RecordAskedProof } from './record-asked-proof.js';

export interface Return {
  /** Of the page that they left: the requester's status page, or the request to vouch. */
  readonly token: string;
  /** What only this browser has. */
  readonly browser: string;
  readonly portalKey: string;
  readonly provider: string;
  /** As it came, with its `?`. */
  readonly query: string;
  readonly ip?: string | undefined;
}

/**
 * The requester signs in at their organisation's OpenID Connect provider (`home-trips.ts`). The way back counts only in the
 * browser that began, with the status page of the same ticket, once.
 */
@Injectable()
export class SignInAtHome {
  constructor(private readonly database: Database, private readonly asked: RecordAskedProof, private readonly trips: HomeTrips, private readonly clock: Clock) {}

  /**
   * Where to go. Refusals: `recovery.link-…`, `recovery.nothing-asked`, `recovery.home-sign-in-off`.
   *
   * @throws HomeProviderUnreachable
   */
  async leave({ token, browser }: { readonly token: string; readonly browser: string }): Promise<Departure> {
    const found = await this.#asked(token, this.clock.now());
    if (!found.allowed) return found;
    const { id: grantId, portalKey, channelId } = found.asked;
    return channelId ? this.trips.leave({ grantId, portalKey, provider: channelId, page: 't', browser }) : refuse('recovery.home-sign-in-off');
  }

  /**
   * Refusals: `recovery.link-…`, `recovery.nothing-asked`, `recovery.home-sign-in-failed` (broken off, too late, not begun
   * here), `recovery.home-other-account`, which the account remembers.
   *
   * @throws HomeProviderUnreachable, DirectoryUnreachable; the person begins again
   */
  async arrive({ token, browser, portalKey, provider, query, ip }: Return): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    const found = await this.#asked(token, now);
    if (!found.allowed) return found;
    const { asked } = found;
    if (asked.portalKey !== portalKey || asked.channelId !== provider) return refuse('recovery.home-sign-in-failed');
    const account = await this.asked.account(asked);
    if (!account) return refuse('recovery.nothing-asked');
    const arrived = await this.trips.arrive({ grantId: asked.id, portalKey, provider, page: 't', browser }, query);
    if (!arrived.allowed) return arrived;
    const isHolder = isSamePerson(arrived.claims, arrived.settings.match, account);
    const actor: Actor = { kind: 'requester', ...(ip && { ip }) };
    return this.asked.locked(asked, now, async (tx, locked): Promise<Allowed | Refusal> => {
      if (!isHolder) {
        await this.asked.failed(tx, locked, { kind: 'home-idp', account, because: 'other-person', actor, now });
        return refuse('recovery.home-other-account');
      }
      await this.asked.proved(tx, locked, { kind: 'home-idp', account, detail: { provider }, actor, now });
      return { allowed: true };
    });
  }

  async #asked(token: string, now: Date): Promise<{ readonly allowed: true; readonly asked: Grant } | Refusal> {
    const { status, asked } = await this.database.read((em) => askedOnStatusPage(em, token, 'home-idp', now));
    if (!status) return refuse('recovery.link-unknown');
    const dead = linkRefusal(status, now);
    if (dead) return dead;
    return asked ? { allowed: true, asked } : refuse('recovery.nothing-asked');
  }
}
