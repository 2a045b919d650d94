import { Inject, Injectable, Logger } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { HouseConfig, type Settings } from '#config';
import { Clock, hashToken, MINUTE_MS, newId, newToken, refuse, Sealer, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { Portals, PortalSecrets, SecretElsewhere, targetOfHomeSignIn, type ProfileText } from '#portals';
import { isSamePerson } from '../../domain/home-match.js';
import { HomeProviders, type HomeAccess, type HomeTrip } from '../../home-providers.js';
import type { Grant } from '../../store/grant.entity.js';
import { HomeSignIn } from '../../store/home-sign-in.entity.js';
import { linkRefusal } from '../links/link-refusals.js';
import { askedOnStatusPage } from './asked-proofs.js';
import { RecordAskedProof } from './record-asked-proof.js';

const TRIP_MS = 10 * MINUTE_MS;

export type Departure = { readonly allowed: true; readonly url: URL; readonly provider: ProfileText } | Refusal;

export interface Return {
  /** Of the requester's status page. */
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
 * The requester signs in at their organisation's OpenID Connect provider. The way back counts only in the browser that
 * began, with the status page of the same ticket, once: an address of the provider that somebody else was made to open
 * proves that somebody else, to nobody. Rekey keeps no token and no claim.
 */
@Injectable()
export class SignInAtHome {
  readonly #log = new Logger('sign-in at home');

  constructor(
    private readonly database: Database, private readonly asked: RecordAskedProof, private readonly portals: Portals, private readonly secrets: PortalSecrets, private readonly providers: HomeProviders,
    private readonly sealer: Sealer, private readonly clock: Clock, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>,
  ) {}

  /**
   * Where to go. Refusals: `recovery.link-…`, `recovery.nothing-asked`, `recovery.home-sign-in-off`.
   *
   * @throws HomeProviderUnreachable
   */
  async leave({ token, browser }: { readonly token: string; readonly browser: string }): Promise<Departure> {
    const now = this.clock.now();
    const found = await this.#asked(token, now);
    if (!found.allowed) return found;
    const access = await this.#access(found.asked.portalKey, found.asked.channelId);
    if (!access) return refuse('recovery.home-sign-in-off');
    const trip: HomeTrip = { redirectUri: this.#redirectUri(found.asked.portalKey, access.settings.key), state: newToken(), nonce: newToken(), verifier: newToken() };
    const url = await this.providers.departure(access, trip);
    const id = newId();
    await this.database.transaction(async (tx) => {
      // Who begins again has given up what they began before.
      await tx.nativeDelete(HomeSignIn, { grantId: found.asked.id });
      tx.persist(tx.create(HomeSignIn, {
        id, createdAt: now, grantId: found.asked.id, provider: access.settings.key, stateHash: hashToken(trip.state), browserHash: hashToken(browser),
        secretsSealed: this.sealer.seal(JSON.stringify({ nonce: trip.nonce, verifier: trip.verifier }), contextOf(id), browser), expiresAt: new Date(now.getTime() + TRIP_MS),
      }));
    });
    return { allowed: true, url, provider: access.settings.name };
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
    const access = asked.portalKey === portalKey && asked.channelId === provider ? await this.#access(portalKey, provider) : undefined;
    const state = new URLSearchParams(query).get('state') ?? '';
    const secrets = access && (await this.#claim(asked.id, state, browser, now));
    if (!access || !secrets) return refuse('recovery.home-sign-in-failed');
    const account = await this.asked.account(asked);
    if (!account) return refuse('recovery.nothing-asked');
    const redirectUri = this.#redirectUri(portalKey, provider);
    const arrived = await this.providers.arrival(access, { redirectUri, state, ...secrets }, new URL(`${redirectUri}${query}`));
    if (!arrived.allowed) return arrived;
    const isHolder = isSamePerson(arrived.claims, access.settings.match, account);
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

  async #access(portalKey: string, provider: string | null | undefined): Promise<HomeAccess | undefined> {
    const settings = (await this.portals.get(portalKey)).homeSignIn.find(({ key }) => key === provider);
    if (!settings) return undefined;
    try {
      return { settings, clientSecret: await this.secrets.of(portalKey, `home:${settings.key}`, targetOfHomeSignIn(settings)) };
    } catch (error) {
      // Without its secret it would be a public client of somebody whom nobody trusted with one.
      if (!(error instanceof SecretElsewhere)) throw error;
      this.#log.warn(`nobody can sign in at ${settings.key} of ${portalKey}: ${error.message}`);
      return undefined;
    }
  }

  /** The way back is walked once, whatever comes of it, and only by who walked there. */
  #claim(grantId: string, state: string, browser: string, now: Date): Promise<{ readonly nonce: string; readonly verifier: string } | undefined> {
    return this.database.transaction(async (tx) => {
      const trip = await tx.findOne(HomeSignIn, { stateHash: hashToken(state) }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!trip?.secretsSealed || trip.grantId !== grantId || trip.browserHash !== hashToken(browser) || trip.expiresAt <= now) return undefined;
      const secrets = JSON.parse(this.sealer.open(trip.secretsSealed, contextOf(trip.id), browser)) as { nonce: string; verifier: string };
      trip.secretsSealed = null;
      return secrets;
    });
  }

  /** One for each service, so that none can answer for another (RFC 9700 section 4.4); from the configured address only (R28). */
  #redirectUri(portalKey: string, provider: string): string {
    return `${this.house.PUBLIC_URL}/t/back/${portalKey}/${provider}`;
  }
}

function contextOf(id: string): string {
  return `home:${id}`;
}
