import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Configuration, Provider } from 'oidc-provider';

const LIFE_S = 600;

export interface ProviderSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** What the ID token says of who signed in. */
  readonly claimsOf: (accountId: string) => Readonly<Record<string, unknown>>;
}

/**
 * An OpenID Connect provider for authorization codes, whose sign-in page is ours: `/sign-in/UID`. It remembers nothing
 * beyond its process and signs with a key of this start. The library comes with development only, and is loaded only
 * here: no process of a production desk knows it.
 */
export async function openidProvider(issuer: string, { clientId, clientSecret, redirectUris, claimsOf }: ProviderSettings): Promise<Provider> {
  const { default: OpenidProvider } = await import('oidc-provider');
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const configuration: Configuration = {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [...redirectUris], response_types: ['code'], grant_types: ['authorization_code'] }],
    // How somebody signed in stands in the ID token, where the sign-in page says so.
    claims: { openid: ['sub', 'acr', 'amr'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ ...claimsOf(accountId), sub: accountId }) }),
    interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}` },
    features: { devInteractions: { enabled: false } },
    ttl: { Interaction: LIFE_S, Grant: LIFE_S, Session: LIFE_S, AccessToken: LIFE_S, IdToken: LIFE_S, AuthorizationCode: 60 },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256' }] } as NonNullable<Configuration['jwks']>,
    // Whoever signed in has said yes to the one client that there is.
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ clientId, accountId: context.oidc.session!.accountId! });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
  return quietly(() => new OpenidProvider(issuer, configuration));
}

/** The library warns in colour that its memory is only a memory, which is what we want. */
export function quietly<T>(work: () => T): T {
  const { warn, info } = console;
  Object.assign(console, { warn: () => undefined, info: () => undefined });
  try {
    return work();
  } finally {
    Object.assign(console, { warn, info });
  }
}
