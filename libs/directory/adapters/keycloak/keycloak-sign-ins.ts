import type { Secret } from '#kernel';
import { DirectoryUnreachable } from '../../directory.faults.js';
import { asTyped } from '../as-typed.js';
import { grantOf, type Asked, type HowToAsk } from './keycloak-grants.js';
import type { GrantAnswer } from './keycloak-line.js';
import type { Brake, KeycloakUsers } from './keycloak-users.js';
import type { User } from './user-to-account.js';

/** Taken for the limit of a realm that does not tell it: a lower one would lock people out who mistype once or twice. */
const LEAST_LIMIT = 3;

/** Whether one failed sign-in more could lock an account for which these are counted (`failureFactor` of the realm). */
export function isNearLock(failures: number, limit: number = LEAST_LIMIT): boolean {
  return failures + 1 >= limit;
}

/** Whether one more failed at the code since `before`; true where the realm does not say so. */
function failedAtCode(before: Brake, after: Brake): boolean {
  return after.numSecondaryAuthFailures === undefined || after.numSecondaryAuthFailures > (before.numSecondaryAuthFailures ?? 0);
}

interface SignInParts {
  readonly line: Asked['line'];
  readonly users: Asked['users'] & Pick<KeycloakUsers, 'existing' | 'credentials' | 'forgetWrongPasswords' | 'lockingFailures'>;
  /** Takes a lock off, also one for good, and forgets what was counted. */
  readonly clearLock: (user: User) => Promise<void>;
}

/**
 * Asks a realm by signing in as the person. What the realm counts of that may lock nobody (R33), and forgiving it may not
 * wipe out what others did: the realm forgets all or nothing. So who asks decides what is forgiven.
 */
export class KeycloakSignIns {
  /** Accounts at which somebody guesses just now. */
  readonly #guessedAt = new Set<string>();

  constructor(private readonly parts: SignInParts) {}

  /**
   * Whether the account has this password now; false also where nobody can tell. Only who may set a new password gets here,
   * and a new password takes the lock off and forgets everything: so all is forgiven at once, however the question
   * ends, and where one failure more could lock, before it. To refuse to guess there would keep out just those who mistyped.
   *
   * @throws DirectoryUnreachable when the realm gives no answer about the password (`grantOf`)
   */
  async passwordIs(user: User, password: Secret): Promise<boolean> {
    const { users } = this.parts;
    const { disabled, numFailures } = await users.brakeOf(user.id);
    if (!user.enabled || disabled) return false;
    if (numFailures > 0 && isNearLock(numFailures, await users.lockingFailures())) await users.forgetWrongPasswords(user.id);
    return this.#forgiven(user, async () => (await this.#ask(user, password, { forgive: (until) => users.forgetWrongPasswords(user.id, until) })) === 'opens');
  }

  /**
   * Whether password and code open the account together, and the password alone does not: a realm whose flow asks for no code
   * would take any. Nor may it be the realm's brake that keeps the password out, which says "wrong" to everything,
   * and which somebody with the password alone could call in between: so that no has to be sure, and where the realm counts apart
   * what failed at the code after a right password, it has to be such a one.
   *
   * A stranger who read a mail can get here. So where one failure more could lock the account they get no guess, and no word about it.
   * A wrong one is forgiven where nothing was counted before and one is now: it was ours, and Rekey has counted it itself.
   * Beside others' it stays: forgiving would give back the guesses that somebody had used up elsewhere. Whoever signs in right is let
   * off by the realm itself, and what the second question counted is forgiven, with a lock that it brought. One at a time for each
   * account: many at once would all find the count as it was. Other processes look for themselves, so each may add one.
   *
   * @throws DirectoryUnreachable when the realm gives no answer about them (`grantOf`), or may not be asked now
   */
  async opens(user: User, password: Secret, code: string): Promise<boolean> {
    if (this.#guessedAt.has(user.id)) throw new DirectoryUnreachable('another sign-in of this account is being looked at: Keycloak was not asked');
    this.#guessedAt.add(user.id);
    try {
      return await this.#opens(user, password, code);
    } finally {
      this.#guessedAt.delete(user.id);
    }
  }

  async #opens(user: User, password: Secret, code: string): Promise<boolean> {
    const { users } = this.parts;
    const { disabled, numFailures } = await users.brakeOf(user.id);
    if (!user.enabled || disabled || code === '') return false;
    if (!(await users.credentials(user.id)).some(({ type }) => type === 'otp')) return false;
    if (numFailures > 0 && isNearLock(numFailures, await users.lockingFailures())) throw new DirectoryUnreachable('one failed sign-in more could lock the account: Keycloak was not asked');
    const ask = async (): Promise<boolean> => (await this.#ask(user, password, { code })) === 'opens';
    if (!(await (numFailures > 0 ? ask() : this.#forgiven(user, ask, 1)))) return false;
    return this.#forgiven(user, async () => {
      const alone = await this.#ask(user, password, { forgive: (until) => users.forgetWrongPasswords(user.id, until), isOurs: failedAtCode });
      return alone === 'wrong' && !(await users.brakeOf(user.id)).disabled;
    });
  }

  #ask(user: User, password: Secret, how: HowToAsk): Promise<GrantAnswer> {
    return grantOf(this.parts, user, asTyped(password), how);
  }

  /** However it ends, and however long that takes: what the realm has counted by then is forgiven, unless it is more than `most`. */
  async #forgiven(user: User, ask: () => Promise<boolean>, most = Number.POSITIVE_INFINITY): Promise<boolean> {
    try {
      return await ask();
    } finally {
      const { disabled, numFailures, lastFailure } = await this.parts.users.brakeOf(user.id);
      if ((disabled || numFailures > 0 || lastFailure !== 0) && numFailures <= most) await this.parts.clearLock(await this.parts.users.existing(user.id));
    }
  }
}
