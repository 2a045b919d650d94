import { setTimeout as wait } from 'node:timers/promises';
import { Secret, type Clock } from '#kernel';
import type { SettingsOf } from '#portals';
import { z } from 'zod';
import { DirectoryPasswordRefused, DirectoryRefused, DirectoryTaken, DirectoryUnreachable } from '../../directory.faults.js';
import { callJson, type JsonAnswer } from '../http/json-call.js';

interface LineParts {
  readonly portalKey: string;
  readonly settings: SettingsOf<'keycloak'>;
  readonly secrets: { of(portalKey: string, settings: SettingsOf<'keycloak'>): Promise<Secret | undefined> };
  readonly clock: Clock;
}

interface Token {
  readonly value: Secret;
  readonly until: number;
}

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive(), refresh_token: z.string().optional() });
const Said = z.object({ error: z.string(), error_description: z.string(), errorMessage: z.string() }).partial();
const ServerInfo = z.object({ profileInfo: z.object({ disabledFeatures: z.array(z.string()) }) });
/** The name of the feature has the version of the console in it. */
const CONSOLE = /^ADMIN(_V\d+)?$/;
const Claims = z.object({ sub: z.string(), resource_access: z.record(z.string(), z.object({ roles: z.array(z.string()) })) }).partial();
/** A token is not used in its last seconds: it must still stand when the call arrives. */
const MARGIN_MS = 20_000;

/** How a sign-in with our own client ended. `unknown`: this client may not ask, or the account is in no state to tell. */
export type GrantAnswer = 'opens' | 'wrong' | 'unknown';

/** The line to one realm's admin API, as the service account of a confidential client. */
export class KeycloakLine {
  #token: Promise<Token> | undefined;
  /** Until when the token serves; without end while it is still asked for. */
  #until = 0;

  constructor(private readonly parts: LineParts) {}

  /**
   * One call below `/admin/realms/{realm}`. Undefined: there is no such thing (404).
   *
   * @throws DirectoryUnreachable also when our own credentials are not taken: that says nothing about the account; and
   *   when it was not Keycloak that answered, but what stands in front of it
   * @throws DirectoryRefused for a missing right (403) or a value that does not fit (400), of which a password is a `DirectoryPasswordRefused`
   * @throws DirectoryTaken for a name or address of somebody else (409)
   * @param until when nobody waits for it any more, on the clock of `performance.now()`
   */
  async ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, until?: number): Promise<unknown> {
    return judged(await this.#withToken(method, `${this.#base}/admin/realms/${encodeURIComponent(this.parts.settings.realm)}${path}`, body, until), method, shape(path));
  }

  /**
   * Whether this server has words for what its password policy refuses. It takes them from its admin console: where that is
   * switched off, it answers a password that is too short as it answers a fault (500).
   */
  async hasWordsForPolicy(): Promise<boolean> {
    const { body } = await this.#withToken('GET', `${this.#base}/admin/serverinfo`);
    return ServerInfo.safeParse(body).data?.profileInfo.disabledFeatures.some((feature) => CONSOLE.test(feature)) !== true;
  }

  /** The server's version, if it tells our account. */
  async version(): Promise<string | undefined> {
    const { body } = await this.#withToken('GET', `${this.#base}/admin/serverinfo`);
    return z.object({ systemInfo: z.object({ version: z.string() }) }).safeParse(body).data?.systemInfo.version;
  }

  /** What the token says we may do in this realm. */
  async roles(): Promise<readonly string[]> {
    const read = (await this.#claims()).resource_access ?? {};
    return [...(read['realm-management']?.roles ?? []), ...(read[`${this.parts.settings.realm}-realm`]?.roles ?? [])];
  }

  /** The reference of our own account, as the token says. */
  async ownId(): Promise<string | undefined> {
    return (await this.#claims()).sub;
  }

  async #claims(): Promise<z.output<typeof Claims>> {
    const [, claims = ''] = (await this.#current()).value.reveal().split('.');
    return Claims.safeParse(parsed(Buffer.from(claims, 'base64url').toString('utf8'))).data ?? {};
  }

  /**
   * Whether this password, with this code where one is given, opens the account, asked by a direct grant of our own client;
   * the session that it opens ends at once. `wrong` is also what a realm says while its brake is on: `grantOf` tells them apart.
   *
   * @throws DirectoryUnreachable for every answer that is none about the password: a fault of the server, a secret of ours
   *   that is not taken, a page of what stands in front. Taken for a no, the password of now would pass as a new one
   */
  async opens(username: string, password: string, code?: string): Promise<GrantAnswer> {
    const { status, body } = await this.#form('token', { grant_type: 'password', username, password, ...(code !== undefined && { totp: code }) });
    const session = TokenAnswer.safeParse(body);
    if (status === 200 && session.success) {
      if (session.data.refresh_token !== undefined) await this.#form('logout', { refresh_token: session.data.refresh_token });
      return 'opens';
    }
    const { error, error_description: reason = '' } = Said.safeParse(body).data ?? {};
    if (error !== 'invalid_grant') {
      // That this client may not ask (no direct grants, consent, a policy for clients) is said with 400, and with an error by name.
      if (status === 400 && error !== undefined && error !== 'unknown_error') return 'unknown';
      throw new DirectoryUnreachable(`Keycloak does not say whether a password opens (${status} ${error ?? ''})`);
    }
    // Said only after the right password: a required action is left, such as a change that is due.
    if (reason.includes('not fully set up')) return 'opens';
    return reason.includes('Invalid user credentials') ? 'wrong' : 'unknown';
  }

  async #withToken(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown, until?: number): Promise<JsonAnswer> {
    const token = this.#current();
    const answer = await this.#call(method, url, await within(token, until), body, until);
    if (answer.status !== 401) return answer;
    // Ended before its time: keys were changed, or the server came up anew.
    if (this.#token === token) this.#token = undefined;
    const again = await this.#call(method, url, await within(this.#current(), until), body, until);
    if (again.status === 401) throw new DirectoryUnreachable('Keycloak does not take the token that it gave us');
    return again;
  }

  #call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, token: Token, body: unknown, until?: number): Promise<JsonAnswer> {
    return callJson({
      url, method, until, timeoutMs: this.parts.settings.timeoutSeconds * 1_000,
      headers: { authorization: `Bearer ${token.value.reveal()}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** Callers at the same time share one question for a token. */
  #current(): Promise<Token> {
    if (this.#token && this.#until > this.parts.clock.now().getTime()) return this.#token;
    const asked = this.#token = this.#fetchToken();
    this.#until = Number.POSITIVE_INFINITY;
    asked.then(({ until }) => {
      if (this.#token === asked) this.#until = until;
    }, () => {
      if (this.#token === asked) this.#token = undefined;
    });
    return asked;
  }

  async #fetchToken(): Promise<Token> {
    const { status, body } = await this.#form('token', { grant_type: 'client_credentials' });
    const given = TokenAnswer.safeParse(body);
    if (status !== 200 || !given.success) {
      throw new DirectoryUnreachable(`Keycloak gives client ${this.parts.settings.clientId} of realm ${this.parts.settings.realm} no token (${status} ${Said.safeParse(body).data?.error ?? ''})`);
    }
    const lifeMs = given.data.expires_in * 1_000;
    return { value: new Secret(given.data.access_token), until: this.parts.clock.now().getTime() + lifeMs - Math.min(MARGIN_MS, lifeMs / 2) };
  }

  async #form(endpoint: 'token' | 'logout', fields: Record<string, string>): Promise<JsonAnswer> {
    const { portalKey, settings, secrets } = this.parts;
    const secret = await secrets.of(portalKey, settings);
    if (!secret) throw new DirectoryUnreachable(`no client secret was set for ${portalKey}: rekey directory secret ${portalKey}`);
    return callJson({
      url: `${this.#base}/realms/${encodeURIComponent(settings.realm)}/protocol/openid-connect/${endpoint}`, method: 'POST', timeoutMs: settings.timeoutSeconds * 1_000,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...fields, client_id: settings.clientId, client_secret: secret.reveal() }).toString(),
    });
  }

  get #base(): string {
    return this.parts.settings.url.replace(/\/+$/, '');
  }
}

/** Keycloak answers a question with JSON, a change with 204 or 201 and nothing, a "no" with JSON. A page of a proxy is none of these. */
function judged({ status, body }: JsonAnswer, method: string, path: string): unknown {
  const what = `${method} ${path}`;
  const isItself = method === 'GET' || status >= 300 ? body !== undefined : status === 204 || status === 201;
  if (!isItself && (status < 300 || status === 404)) throw new DirectoryUnreachable(`${what}: ${status}, and not as Keycloak answers`);
  if (status < 300) return body ?? null;
  if (status === 404) return undefined;
  const { errorMessage = '', error = '' } = Said.safeParse(body).data ?? {};
  if (status === 409) throw new DirectoryTaken(errorMessage.includes('username') ? 'username' : 'address');
  if (status === 403) throw new DirectoryRefused(`${what}: the service account lacks a right`);
  // `invalidPasswordMinLengthMessage` and the like: the realm's password policy.
  if (status === 400 && (errorMessage || error).startsWith('invalidPassword')) throw new DirectoryPasswordRefused(`${what}: ${errorMessage || error}`, undefined, (errorMessage || error).startsWith('invalidPasswordHistory') ? 'reused' : 'policy');
  throw new DirectoryRefused(`${what}: ${status} ${errorMessage || error}`);
}

/** A token is asked for by many together, so its question goes on for the others when one of them waits no longer. */
async function within<Of>(asked: Promise<Of>, until: number | undefined): Promise<Of> {
  if (until === undefined) return asked;
  const over = new AbortController();
  const end = wait(Math.max(0, until - performance.now()), undefined, { signal: over.signal }).then(() => Promise.reject(new DirectoryUnreachable('Keycloak gives no token in time')));
  return Promise.race([asked, end]).finally(() => {
    end.catch(() => undefined);
    over.abort();
  });
}

/** A path for a message: without what was searched, which is about a person. */
function shape(path: string): string {
  return path.split('?')[0]!;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
