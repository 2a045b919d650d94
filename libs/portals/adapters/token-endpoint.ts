import { z } from 'zod';
import { Secret } from '#kernel';
import type { TokenIssuer } from '../domain/token-issuer.js';
import { TokenIssuerUnreachable, TokenRefused } from '../portals.faults.js';

const PATIENCE_MS = 15_000;
const MOST_BYTES = 256 * 1024;
/** Where a service does not tell how long a token lives (RFC 6749 section 5.1 only recommends it). */
const USUAL_LIFE_S = 3_600;
const LONGEST_LIFE_S = 10 * 365 * 86_400;

export interface TokenSecrets {
  readonly clientSecret?: string | undefined;
  readonly refreshToken?: string | undefined;
}

export interface Tokens {
  readonly accessToken: Secret;
  readonly expiresInSeconds: number;
  /** A new one: the old one is worth nothing any more. */
  readonly refreshToken: Secret | undefined;
  readonly refreshExpiresInSeconds: number | undefined;
}

export interface DeviceCode {
  readonly deviceCode: Secret;
  /** What the person types in at `verificationUri`. */
  readonly userCode: string;
  readonly verificationUri: string;
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number;
}

const seconds = z.coerce.number().int().positive();
/** Whatever a service says of times must not cost the rotated token that came with it: nonsense counts as nothing said, and no date goes beyond its kind. */
const life = z.coerce.number().positive().transform((given) => Math.min(Math.floor(given), LONGEST_LIFE_S)).pipe(z.number().int().positive()).optional().catch(undefined);
const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: life, refresh_token: z.string().min(1).optional().catch(undefined), refresh_token_expires_in: life, refresh_expires_in: life });
const DeviceAnswer = z.object({ device_code: z.string().min(1), user_code: z.string().min(1), verification_uri: z.string().optional(), verification_url: z.string().optional(), expires_in: seconds, interval: seconds.default(5) });
const ErrorAnswer = z.object({ error: z.string(), error_description: z.string().optional() });

/** An access token for the refresh token, or for the client itself. @throws TokenRefused, TokenIssuerUnreachable */
export function refresh(service: TokenIssuer, secrets: TokenSecrets): Promise<Tokens> {
  const grant: Record<string, string> = service.grant === 'client-credentials' ? { grant_type: 'client_credentials' } : { grant_type: 'refresh_token', refresh_token: secrets.refreshToken ?? '' };
  return askForTokens(service, { ...grant, ...(service.scopes ? { scope: service.scopes } : {}) }, secrets);
}

/** Begins the device flow (RFC 8628). @throws TokenRefused, TokenIssuerUnreachable */
export async function askForDevice(service: TokenIssuer, secrets: TokenSecrets): Promise<DeviceCode> {
  if (!service.deviceEndpoint) throw new TokenRefused('this sign-in service has no device flow; paste a refresh token');
  const { device_code, user_code, verification_uri, verification_url, expires_in, interval } = DeviceAnswer.parse(await post(service.deviceEndpoint, { client_id: service.clientId, scope: service.scopes }, service, secrets));
  return { deviceCode: new Secret(device_code), userCode: user_code, verificationUri: verification_uri ?? verification_url ?? service.deviceEndpoint, expiresInSeconds: expires_in, intervalSeconds: interval };
}

/** `pending`: the person has not answered yet; `slow-down`: besides, five seconds more between two questions (RFC 8628 section 3.5). @throws TokenRefused, TokenIssuerUnreachable */
export async function tokensForDevice(service: TokenIssuer, secrets: TokenSecrets, device: DeviceCode): Promise<Tokens | 'pending' | 'slow-down'> {
  try {
    return await askForTokens(service, { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: device.deviceCode.reveal() }, secrets);
  } catch (error) {
    if (error instanceof TokenRefused && error.error === 'authorization_pending') return 'pending';
    if (error instanceof TokenRefused && error.error === 'slow_down') return 'slow-down';
    throw error;
  }
}

async function askForTokens(service: TokenIssuer, given: Record<string, string>, secrets: TokenSecrets): Promise<Tokens> {
  const answer = TokenAnswer.safeParse(await post(service.tokenEndpoint, given, service, secrets));
  if (!answer.success) throw new TokenIssuerUnreachable(`${new URL(service.tokenEndpoint).host} answers without a token`);
  const { access_token, expires_in, refresh_token, refresh_token_expires_in, refresh_expires_in } = answer.data;
  return {
    accessToken: new Secret(access_token), expiresInSeconds: expires_in ?? USUAL_LIFE_S, refreshToken: refresh_token === undefined ? undefined : new Secret(refresh_token),
    refreshExpiresInSeconds: refresh_token_expires_in ?? refresh_expires_in,
  };
}

/** The client says who it is in the body, as Microsoft and Google want it. Redirects are not followed: secrets must not travel on. */
async function post(url: string, given: Record<string, string>, { clientId }: TokenIssuer, { clientSecret }: TokenSecrets): Promise<unknown> {
  const { host } = new URL(url);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST', redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS), headers: { accept: 'application/json' },
      body: new URLSearchParams({ client_id: clientId, ...(clientSecret ? { client_secret: clientSecret } : {}), ...given }),
    });
    text = (await response.text()).slice(0, MOST_BYTES);
  } catch (cause) {
    throw new TokenIssuerUnreachable(`${host} does not answer: ${cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : String(cause)}`, { cause });
  }
  const json = asJson(text);
  if (response.ok) return json;
  const said = ErrorAnswer.safeParse(json);
  if (!said.success || response.status >= 500 || response.status === 429) throw new TokenIssuerUnreachable(`${host} answers ${response.status}${said.success ? ` (${said.data.error})` : ''}`);
  const { error, error_description: why } = said.data;
  throw new TokenRefused(`${host} refuses: ${error}${why ? `, ${why.split(/\r?\n/)[0]!.slice(0, 200)}` : ''}`, { error });
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
