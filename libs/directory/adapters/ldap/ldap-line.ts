import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { BusyError, Client, ConstraintViolationError, InsufficientAccessError, InvalidCredentialsError, NoSuchObjectError, ResultCodeError, TimeLimitExceededError, UnavailableError, UnwillingToPerformError } from 'ldapts';
import { Fault, type Clock, type Secret } from '#kernel';
import type { SettingsOf } from '#portals';
import { DirectoryRefused, DirectoryUnreachable } from '../../directory.faults.js';
import { asTyped } from '../as-typed.js';

export interface LdapLineParts {
  readonly portalKey: string;
  readonly settings: SettingsOf<'ldap'>;
  readonly secrets: { of(portalKey: string, settings: SettingsOf<'ldap'>): Promise<Secret | undefined> };
  readonly clock: Clock;
}

/** A connection that lives once: the library would mend a broken one by itself, unsigned and, after StartTLS, in clear. */
interface Connection {
  readonly client: Client;
  isOpen(): boolean;
}

/**
 * One signed-in connection to an LDAP server, opened when it is needed and opened again when it broke. TLS is checked
 * against the system's authorities, or the one in the profile.
 */
export class LdapLine {
  #open: Promise<Connection> | undefined;
  #isClosed = false;

  constructor(private readonly parts: LdapLineParts) {}

  /**
   * Runs a question, once more when the connection turned out to be cut. What the server says no to is
   * `DirectoryRefused`, everything between us and an answer `DirectoryUnreachable`.
   */
  look<T>(what: string, work: (client: Client) => Promise<T>): Promise<T> {
    return this.#run(what, work, 2);
  }

  /** Runs a change, once: nobody knows of a line that was cut how far it came. Faults as `look`. */
  change<T>(what: string, work: (client: Client) => Promise<T>): Promise<T> {
    return this.#run(what, work, 1);
  }

  /** Whether this password opens this entry. A connection of its own: the signed-in one must not become somebody else's. */
  async opens(dn: string, password: Secret): Promise<{ readonly opens: boolean; readonly said: string }> {
    // Without a password a server lets everybody in, as nobody (RFC 4513 section 5.1.2).
    if (asTyped(password) === '') return { opens: false, said: '' };
    const { client } = await this.#connect().catch((error: unknown) => {
      throw faultOf('connect', error);
    });
    try {
      await client.bind(dn, asTyped(password));
      return { opens: true, said: '' };
    } catch (error) {
      if (error instanceof InvalidCredentialsError || error instanceof ConstraintViolationError || error instanceof UnwillingToPerformError) return { opens: false, said: error.message };
      throw faultOf('sign-in', error);
    } finally {
      await end(client);
    }
  }

  now(): Date {
    return this.parts.clock.now();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const open = await this.#open?.catch(() => undefined);
    this.#open = undefined;
    if (open) await end(open.client);
  }

  async #run<T>(what: string, work: (client: Client) => Promise<T>, times: number): Promise<T> {
    for (let time = 1; ; time += 1) {
      let connection: Connection | undefined;
      try {
        connection = await this.#connection();
        return await work(connection.client);
      } catch (error) {
        if (connection && !connection.isOpen() && time < times && isBroken(error)) continue;
        throw faultOf(what, error);
      }
    }
  }

  /** Callers at the same time share one, and one attempt to open another. */
  async #connection(): Promise<Connection> {
    if (this.#isClosed) throw new DirectoryUnreachable('the settings of the portal have changed');
    for (;;) {
      const isFresh = this.#open === undefined;
      const opening = this.#open ??= this.#signedIn();
      const forget = (): void => {
        if (this.#open === opening) this.#open = undefined;
      };
      const connection = await opening.catch((error: unknown) => {
        forget();
        throw error;
      });
      if (connection.isOpen()) return connection;
      forget();
      if (isFresh) throw new DirectoryUnreachable(`${this.parts.settings.url} hung up after the sign-in`);
    }
  }

  async #signedIn(): Promise<Connection> {
    const { portalKey, settings, secrets } = this.parts;
    const password = await secrets.of(portalKey, settings);
    if (!password?.reveal()) throw new DirectoryUnreachable(`no bind password was set for ${portalKey}: rekey directory secret ${portalKey}`);
    const connection = await this.#connect();
    try {
      await connection.client.bind(settings.bindDn, password.reveal());
      return connection;
    } catch (error) {
      await end(connection.client);
      // Somebody changed our password there: nothing is wrong with the account that we were asked for.
      if (error instanceof InvalidCredentialsError) throw new DirectoryUnreachable(`${settings.url} does not let ${settings.bindDn} in`, error);
      throw error;
    }
  }

  /** Each of the library's ways to open a socket works once. */
  async #connect(): Promise<Connection> {
    const { url, startTls, ca, timeoutSeconds } = this.parts.settings;
    const tls: ConnectionOptions = { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca && { ca }) };
    const sockets: Socket[] = [];
    const isSecure = url.startsWith('ldaps:');
    const once = <Open extends (...given: never[]) => Socket>(open: Open): Open => {
      let isSpent = false;
      return ((...given: Parameters<Open>) => {
        if (isSpent) throw new DirectoryUnreachable(`the line to ${url} broke`);
        isSpent = true;
        const socket = open(...given);
        sockets.push(socket);
        // Of two sockets in each other the library watches the outer one only until StartTLS, the inner one from then on.
        socket.once('close', () => sockets.forEach((other) => other.destroy()));
        return socket;
      }) as Open;
    };
    const client = new Client({
      url, timeout: timeoutSeconds * 1_000, connectTimeout: timeoutSeconds * 1_000, strictDN: false, ...(isSecure && { tlsOptions: tls }),
      createConnection: once(connectPlain as never), createSecureConnection: once(connectTls as never),
    });
    const isOpen = (): boolean => sockets.length > 0 && sockets.every(({ destroyed }) => !destroyed) && client.isBound;
    if (isSecure || !startTls) return { client, isOpen };
    try {
      await within(client.startTLS({ ...tls, ...(isIP(new URL(url).hostname) === 0 && { servername: new URL(url).hostname }) }), timeoutSeconds);
      return { client, isOpen };
    } catch (error) {
      sockets.forEach((socket) => socket.destroy());
      throw error;
    }
  }
}

/** The library waits for a handshake without end. */
async function within<T>(work: Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no handshake within ${seconds} s`)), seconds * 1_000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function end(client: Client): Promise<void> {
  await client.unbind().catch(() => undefined);
}

/** RFC 4511 appendix A: busy, unavailable and the like are "later"; every other result code is an answer. */
function faultOf(what: string, error: unknown): Error {
  if (error instanceof Fault) return error;
  if (error instanceof BusyError || error instanceof UnavailableError || error instanceof TimeLimitExceededError) return new DirectoryUnreachable(what, error);
  if (error instanceof InsufficientAccessError) return new DirectoryRefused(`${what}: our account lacks the right (rekey directory check)`, error);
  if (error instanceof NoSuchObjectError) return new DirectoryRefused(`${what}: there is no such entry`, error);
  if (error instanceof ResultCodeError) return new DirectoryRefused(`${what}: ${error.name} (${error.code})`, error);
  return new DirectoryUnreachable(what, error);
}

function isBroken(error: unknown): boolean {
  return !(error instanceof ResultCodeError);
}
