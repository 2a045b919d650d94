import { Fault, type Refusal, type Secret } from '#kernel';
import type { HomeSignInSettings } from '#portals';

export interface HomeAccess {
  readonly settings: HomeSignInSettings;
  /** Undefined: a public client. */
  readonly clientSecret: Secret | undefined;
}

/** What ties the way there to the way back. Nothing of it is of use without the browser that began. */
export interface HomeTrip {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
  /** Asked for on the way there, where a second factor has to be used (`acr_values`). */
  readonly acr?: readonly string[] | undefined;
}

export type HomeClaims = { readonly allowed: true; readonly claims: Readonly<Record<string, unknown>> } | Refusal;

/** The sign-in services of organisations that know their people. */
export abstract class HomeProviders {
  /** Where the person goes to sign in, anew: somebody who happens to be signed in there proves nothing about now. @throws HomeProviderUnreachable */
  abstract departure(access: HomeAccess, trip: HomeTrip): Promise<URL>;
  /**
   * The claims of the ID token that the way back is worth; no token is kept. Refuses with `recovery.home-sign-in-failed`
   * what is not whole, not fresh, not ours, or was broken off.
   *
   * @param returned the address under which the person came back, on our own host
   * @throws HomeProviderUnreachable
   */
  abstract arrival(access: HomeAccess, trip: HomeTrip, returned: URL): Promise<HomeClaims>;
}

export class HomeProviderUnreachable extends Fault {
  readonly code = 'recovery.home-provider-unreachable';
  readonly retry = 'later';

  constructor(issuer: string, cause?: unknown) {
    super(`the sign-in service ${issuer} did not answer`, { cause });
  }
}
