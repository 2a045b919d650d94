import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { appendFile, chown, chmod, rename, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { ServerAccount } from './server-account.js';

const SECOND_MS = 1_000;

/** A mailbox of the local mail server: the address is the user name. */
export interface MailUser {
  readonly address: string;
  readonly password: string;
}

/** Replaces all users. Dovecot reads the file again when it changes. */
export async function writeUsers(path: string, users: readonly MailUser[], account: ServerAccount): Promise<void> {
  await writeFile(`${path}.new`, users.map(line).join(''), { mode: 0o600 });
  if (account.isHandedOver) await chown(`${path}.new`, account.uid, account.gid);
  await chmod(`${path}.new`, 0o600);
  await rename(`${path}.new`, path);
}

/**
 * Adds users while the server runs; several processes may do so at once. Returns when Dovecot knows them: it looks at
 * the file at most once in each second of the clock, and somebody else may have made it look just before.
 */
export async function addUsers(path: string, users: readonly MailUser[]): Promise<void> {
  await appendFile(path, users.map(line).join(''));
  await wait(SECOND_MS - (Date.now() % SECOND_MS) + 20);
}

/** The users as the SMTP door sees them; follows the file as Dovecot does. */
export class PasswdFile {
  #users = new Map<string, string>();
  #seen = '';

  constructor(private readonly path: string) {}

  has(address: string): boolean {
    this.#refresh();
    return this.#users.has(address.toLowerCase());
  }

  accepts(address: string, password: string): boolean {
    this.#refresh();
    const stored = Buffer.from(this.#users.get(address.toLowerCase()) ?? '', 'base64');
    if (stored.length <= 64) return false;
    return timingSafeEqual(stored.subarray(0, 64), digest(password, stored.subarray(64)));
  }

  /** Every domain that a user lives in. */
  domains(): Set<string> {
    this.#refresh();
    return new Set([...this.#users.keys()].map((address) => address.slice(address.lastIndexOf('@') + 1)));
  }

  #refresh(): void {
    const { mtimeMs, size } = statSync(this.path);
    const seen = `${mtimeMs} ${size}`;
    if (seen === this.#seen) return;
    const found = [...readFileSync(this.path, 'utf8').matchAll(/^([^:\n]+):\{SSHA512\}([^:\n]+):/gm)];
    this.#users = new Map(found.map(([, address = '', hash = '']) => [address, hash]));
    this.#seen = seen;
  }
}

/** `user:{SSHA512}base64(sha512(password + salt) + salt)::::::`, Dovecot's passwd-file. */
function line({ address, password }: MailUser): string {
  if (/[:\s]/.test(address)) throw new TypeError(`${address} cannot be the name of a mailbox`);
  const salt = randomBytes(8);
  return `${address.toLowerCase()}:{SSHA512}${Buffer.concat([digest(password, salt), salt]).toString('base64')}::::::\n`;
}

function digest(password: string, salt: Buffer): Buffer {
  return createHash('sha512').update(password, 'utf8').update(salt).digest();
}
