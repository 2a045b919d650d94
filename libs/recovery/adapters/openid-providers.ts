import { Injectable } from '@nestjs/common';
import type { Configuration } from 'openid-client';
import { hashToken, MINUTE_MS, refuse } from '#kernel';
import { HomeProviders, HomeProviderUnreachable, type HomeAccess, type HomeClaims, type HomeTrip } from '../home-providers.js';

/** The sign-in must lie no longer back than this, by the provider's own clock (`auth_time`). */
const FRESH_SECONDS = 300;
const KNOWN_FOR_MS = 10 * MINUTE_MS;
const TIMEOUT_SECONDS = 8;
/** Loaded with the first journey: workers hold this room too, and never make one. */
const openidClient = () => import('openid-client');

/**
 * OpenID Connect: authorization code with PKCE, state and nonce; signature, issuer, audience and age of the ID token are
 * checked by openid-client. Access and refresh tokens are dropped where they arrive.
 */
@Injectable()
export class OpenidProviders extends HomeProviders {
  readonly #known = new Map<string, { readonly until: number; readonly configuration: Promise<Configuration> }>();

  override async departure(access: HomeAccess, { redirectUri, state, nonce, verifier, acr }: HomeTrip): Promise<URL> {
    const openid = await openidClient();
    const configuration = await this.#configuration(access);
    return openid.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri, scope: [...new Set(['openid', ...access.settings.scopes])].join(' '), state, nonce, code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
      prompt: 'login', max_age: String(FRESH_SECONDS), ...(acr && { acr_values: acr.join(' ') }),
    });
  }

  override async arrival(access: HomeAccess, { state, nonce, verifier }: HomeTrip, returned: URL): Promise<HomeClaims> {
    const openid = await openidClient();
    const configuration = await this.#configuration(access);
    try {
      const tokens = await openid.authorizationCodeGrant(configuration, returned, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true, maxAge: FRESH_SECONDS });
      const claims = tokens.claims();
      return claims ? { allowed: true, claims } : refuse('recovery.home-sign-in-failed');
    } catch (error) {
      if (isAway(error, openid)) throw new HomeProviderUnreachable(access.settings.issuer, error);
      return refuse('recovery.home-sign-in-failed');
    }
  }

  async #configuration({ settings, clientSecret }: HomeAccess): Promise<Configuration> {
    const { issuer, clientId } = settings;
    const key = hashToken(JSON.stringify([issuer, clientId, clientSecret?.reveal() ?? null]));
    const known = this.#known.get(key);
    if (known && known.until > Date.now()) return known.configuration;
    const openid = await openidClient();
    const configuration = openid.discovery(new URL(issuer), clientId, undefined, clientSecret ? openid.ClientSecretBasic(clientSecret.reveal()) : openid.None(), {
      timeout: TIMEOUT_SECONDS,
      // The profile allows plain http to this very machine only.
      execute: new URL(issuer).protocol === 'http:' ? [openid.allowInsecureRequests] : [],
    }).catch((error: unknown) => {
      this.#known.delete(key);
      throw new HomeProviderUnreachable(issuer, error);
    });
    this.#known.set(key, { until: Date.now() + KNOWN_FOR_MS, configuration });
    return configuration;
  }
}

/** No whole answer, in time, from the provider: nobody knows what became of the sign-in. */
function isAway(error: unknown, openid: Awaited<ReturnType<typeof openidClient>>): boolean {
  if (error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError) return false;
  if (error instanceof openid.ClientError) return error.code === 'OAUTH_TIMEOUT' || (error.cause instanceof Response && error.cause.status >= 500);
  return error instanceof TypeError || (error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name));
}
