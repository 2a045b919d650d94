import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { BusyError, Client, ConstraintViolationError, InvalidCredentialsError, NoSuchObjectError, ResultCodeError, TimeLimitExceededError, UnavailableError, UnwillingToPerformError } from 'ldapts';
import type { Secret } from '#kernel';
import type { SettingsOf } from '#portals';
import { inOneSpelling } from './dialect.js';
import { DirectoryRefused, DirectoryUnreachable } from '../../directory.faults.js';

export interface LdapLineParts {
  readonly portalKey: string;
  readonly settings: SettingsOf<'ldap'>;
  readonly secrets: { of(portalKey: string): Promise<Secret | undefined> };
}

/**
 * One signed-in connection to an LDAP server, opened when it is needed and opened again when it broke. TLS is checked
 * against the system's authorities, or the one in the profile.
 */
export class LdapLine {
  #open: Promise<Client> | undefined;

  constructor(private readonly parts: LdapLineParts) {}

  /**
   * Runs `work` with the connection; once more when an idle one turned out to be cut. What the server says no to is
   * `DirectoryRefused`, everything between us and an answer `DirectoryUnreachable`.
   */
  async ask<T>(what: string, work: (client: Client) => Promise<T>): Promise<T> {
    try {
      const fresh = this.#open === undefined;
      const client = await this.#client();
      try {
        return await work(client);
      } catch (error) {
        if (fresh || !isBroken(error) || client.isConnected) throw error;
        return await work(await this.#client());
      }
    } catch (error) {
      throw faultOf(what, error);
    }
  }

  /** Whether this password opens this entry. A connection of its own: the signed-in one must not become somebody else's. */
  async opens(dn: string, password: Secret): Promise<{ readonly opens: boolean; readonly said: string }> {
    const client = await this.#connect().catch((error: unknown) => {
      throw faultOf('connect', error);
    });
    try {
      await client.bind(dn, inOneSpelling(password));
      return { opens: true, said: '' };
    } catch (error) {
      if (error instanceof InvalidCredentialsError || error instanceof ConstraintViolationError || error instanceof UnwillingToPerformError) return { opens: false, said: error.message };
      throw faultOf('sign-in', error);
    } finally {
      await client.unbind().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await (await open?.catch(() => undefined))?.unbind().catch(() => undefined);
  }

  async #client(): Promise<Client> {
    const client = await this.#open?.catch(() => undefined);
    // The library would connect again by itself, but unsigned and, after StartTLS, in clear.
    if (client?.isConnected && client.isBound) return client;
    this.#open = this.#signedIn();
    this.#open.catch(() => undefined);
    return this.#open;
  }

  async #signedIn(): Promise<Client> {
    const { portalKey, settings, secrets } = this.parts;
    const password = await secrets.of(portalKey);
    if (!password) throw new DirectoryUnreachable(`no bind password was set for ${portalKey}: rekey directory secret ${portalKey}`);
    const client = await this.#connect();
    try {
      await client.bind(settings.bindDn, password.reveal());
      return client;
    } catch (error) {
      await client.unbind().catch(() => undefined);
      // Somebody changed our password there: nothing is wrong with the account that we were asked for.
      if (error instanceof InvalidCredentialsError) throw new DirectoryUnreachable(`${settings.url} does not let ${settings.bindDn} in`, error);
      throw error;
    }
  }

  async #connect(): Promise<Client> {
    const { url, startTls, ca, timeoutSeconds } = this.parts.settings;
    const tls: ConnectionOptions = { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca && { ca }) };
    const client = new Client({ url, timeout: timeoutSeconds * 1_000, connectTimeout: timeoutSeconds * 1_000, strictDN: false, ...(url.startsWith('ldaps:') && { tlsOptions: tls }) });
    if (url.startsWith('ldap:') && startTls) await client.startTLS({ ...tls, ...(isIP(new URL(url).hostname) === 0 && { servername: new URL(url).hostname }) });
    return client;
  }
}

/** RFC 4511 appendix A: busy, unavailable and the like are "later"; every other result code is an answer. */
function faultOf(what: string, error: unknown): Error {
  if (error instanceof DirectoryRefused || error instanceof DirectoryUnreachable) return error;
  if (error instanceof BusyError || error instanceof UnavailableError || error instanceof TimeLimitExceededError) return new DirectoryUnreachable(what, error);
  if (error instanceof NoSuchObjectError) return new DirectoryRefused(`${what}: there is no such entry`, error);
  if (error instanceof ResultCodeError) return new DirectoryRefused(`${what}: ${error.name} (${error.code})`, error);
  if (error instanceof Error && isOurs(error)) return error;
  return new DirectoryUnreachable(what, error);
}

/** Faults of the house pass through as they are. */
function isOurs(error: Error): boolean {
  return 'retry' in error && 'code' in error;
}

function isBroken(error: unknown): boolean {
  return !(error instanceof ResultCodeError) && !(error instanceof Error && isOurs(error));
}
