import { Inject, Injectable, Logger } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { HouseConfig, type Settings } from '#config';
import { Clock, hashToken, MINUTE_MS, newId, newToken, refuse, Sealer, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { Portals, PortalSecrets, SecretElsewhere, targetOfHomeSignIn, type HomeSignInSettings, type ProfileText } from '#portals';
import { HomeProviders, type HomeAccess, type HomeTrip } from '../../home-providers.js';
import { HomeSignIn } from '../../store/home-sign-in.entity.js';

const TRIP_MS = 10 * MINUTE_MS;

export type Departure = { readonly allowed: true; readonly url: URL; readonly provider: ProfileText } | Refusal;

/** What is answered by signing in at home, and on which of our pages. */
export interface TripFor {
  readonly grantId: string;
  readonly portalKey: string;
  readonly provider: string;
  /** First segment of the page that they leave and come back to. */
  readonly page: 't' | 'v';
  /** What only this browser has. */
  readonly browser: string;
}

export type Arrived = { readonly allowed: true; readonly claims: Readonly<Record<string, unknown>>; readonly settings: HomeSignInSettings; /** As it was said when they left. */ readonly said: string | null } | Refusal;

/**
 * The way to an organisation's OpenID Connect provider and back. It counts only in the browser that began, for the request
 * that it began with, once: an address of the provider that somebody else was made to open proves nobody. Rekey keeps no
 * token and no claim.
 */
@Injectable()
export class HomeTrips {
  readonly #log = new Logger('sign-in at home');

  constructor(
    private readonly database: Database, private readonly portals: Portals, private readonly secrets: PortalSecrets, private readonly providers: HomeProviders,
    private readonly sealer: Sealer, private readonly clock: Clock, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>,
  ) {}

  /**
   * Where to go. Refuses with `recovery.home-sign-in-off`.
   *
   * @param said what was answered before leaving; comes back with them, and lies sealed meanwhile
   * @throws HomeProviderUnreachable
   */
  async leave({ grantId, portalKey, provider, page, browser }: TripFor, said: string | null = null): Promise<Departure> {
    const now = this.clock.now();
    const access = await this.#access(portalKey, provider);
    if (!access) return refuse('recovery.home-sign-in-off');
    // Whoever vouches has to show a second factor; the requester's own proof asks for the person alone.
    const acr = page === 'v' ? access.settings.secondFactor?.acr : undefined;
    const trip: HomeTrip = { redirectUri: this.#redirectUri(page, portalKey, provider), state: newToken(), nonce: newToken(), verifier: newToken(), ...(acr && { acr }) };
    const url = await this.providers.departure(access, trip);
    const id = newId();
    await this.database.transaction(async (tx) => {
      // Who begins again has given up what they began before.
      await tx.nativeDelete(HomeSignIn, { grantId });
      tx.persist(tx.create(HomeSignIn, {
        id, createdAt: now, grantId, provider, stateHash: hashToken(trip.state), browserHash: hashToken(browser),
        secretsSealed: this.sealer.seal(JSON.stringify({ nonce: trip.nonce, verifier: trip.verifier, said }), contextOf(id), browser), expiresAt: new Date(now.getTime() + TRIP_MS),
      }));
    });
    return { allowed: true, url, provider: access.settings.name };
  }

  /**
   * What the provider says of who came back. Refuses with `recovery.home-sign-in-failed`: broken off, too late, not begun here.
   *
   * @param query as it came, with its `?`
   * @throws HomeProviderUnreachable; the person begins again
   */
  async arrive({ grantId, portalKey, provider, page, browser }: TripFor, query: string): Promise<Arrived> {
    const access = await this.#access(portalKey, provider);
    const state = new URLSearchParams(query).get('state') ?? '';
    const secrets = access && (await this.#claim(grantId, provider, state, browser, this.clock.now()));
    if (!access || !secrets) return refuse('recovery.home-sign-in-failed');
    const { said, nonce, verifier } = secrets;
    const redirectUri = this.#redirectUri(page, portalKey, provider);
    const arrived = await this.providers.arrival(access, { redirectUri, state, nonce, verifier }, new URL(`${redirectUri}${query}`));
    return arrived.allowed ? { ...arrived, settings: access.settings, said: said ?? null } : arrived;
  }

  async #access(portalKey: string, provider: string): Promise<HomeAccess | undefined> {
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
  #claim(grantId: string, provider: string, state: string, browser: string, now: Date): Promise<{ readonly nonce: string; readonly verifier: string; readonly said?: string | null } | undefined> {
    return this.database.transaction(async (tx) => {
      const trip = await tx.findOne(HomeSignIn, { stateHash: hashToken(state) }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!trip?.secretsSealed || trip.grantId !== grantId || trip.provider !== provider || trip.browserHash !== hashToken(browser) || trip.expiresAt <= now) return undefined;
      const secrets = JSON.parse(this.sealer.open(trip.secretsSealed, contextOf(trip.id), browser)) as { nonce: string; verifier: string; said?: string | null };
      trip.secretsSealed = null;
      return secrets;
    });
  }

  /** One for each service, so that none can answer for another (RFC 9700 section 4.4); from the configured address only (R28). */
  #redirectUri(page: TripFor['page'], portalKey: string, provider: string): string {
    return `${this.house.PUBLIC_URL}/${page}/back/${portalKey}/${provider}`;
  }
}

function contextOf(id: string): string {
  return `home:${id}`;
}
