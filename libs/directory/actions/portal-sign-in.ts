import { Injectable } from '@nestjs/common';
import { atLeast, canonicalAddress, Clock, hashToken, KeyedHash, newToken, normaliseCode, parseAddress, refuse, Sealer, Secret, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { Portals } from '#portals';
import { accountFrom } from '../adapters/account-from.js';
import { isGuessable } from '../adapters/guessability.js';
import { replacementFor, spendRecoveryCode, spendTotp } from '../adapters/spend-second-factor.js';
import { Directories, type Account, type AccountState } from '../directory.js';
import { canonicalUsername } from '../domain/canonical.js';
import { objectionsToPassword } from '../domain/password-policy.js';
import { LOCK_AFTER, PORTAL_SESSION_MS, refusalToEnter, SECOND_STEP_MS, SHORTEST_SAVED_CODE } from '../domain/portal-sign-in.js';
import { passwordRulesFor } from '../password-rules.js';
import { BuiltinAccount } from '../store/builtin-account.entity.js';
import { BuiltinSession } from '../store/builtin-operation.entity.js';
import { accountOfSession, endSessionsOf, findAccountIds, lockAccount, readAccount, readContacts } from '../store/builtin.queries.js';

export type PortalSignInAnswer =
  | { readonly allowed: true; readonly account: Account; readonly sessionToken: string; readonly mustChange: boolean; /** The session opens nothing before `giveSecondFactor`. */ readonly asksSecondFactor: boolean; /** Of a saved code that was used: what took its place, to be seen this once. */ readonly newCode?: Secret | undefined }
  | Refusal;

/** Longer than looking up an account takes: the time tells nobody whether there is one (R43). */
const EVEN_MS = 100;

/** The sign-in page of a portal that uses the built-in directory: the real thing for the demo, where anybody can see that a recovery worked. */
@Injectable()
export class PortalSignIn {
  constructor(
    private readonly database: Database, private readonly portals: Portals, private readonly directories: Directories, private readonly clock: Clock, private readonly sealer: Sealer,
    private readonly hashes: KeyedHash,
  ) {}

  /**
   * Signs in by user name or any address on file. Refuses with `portal.wrong-credentials`, after ten of these in a row
   * `portal.locked` whatever is typed, and after a right password `portal.locked`, `portal.password-expired` or `portal.not-activated`.
   */
  signIn(portalKey: string, login: string, password: string): Promise<PortalSignInAnswer> {
    return atLeast(EVEN_MS, this.#signIn(portalKey, login, password));
  }

  async #signIn(portalKey: string, login: string, password: string): Promise<PortalSignInAnswer> {
    const now = this.clock.now();
    const address = parseAddress(login);
    const found = await this.database.read(async (em) => {
      // The user name first: it may look like somebody else's address.
      const [byName] = await findAccountIds(em, portalKey, { username: canonicalUsername(login), searchKeys: [] }, 1);
      const [id] = byName || !address ? [byName] : await findAccountIds(em, portalKey, { address: canonicalAddress(address), searchKeys: [] }, 1);
      return id === undefined ? undefined : readAccount(em, portalKey, id);
    });
    const isRight = await this.hashes.matches(found?.passwordHash, password);
    if (!found) return refuse('portal.wrong-credentials');
    // Made with an older key, or from before there was one: now is the moment at which it can be made anew (R23).
    const renewed = isRight && !this.hashes.isCurrent(found.passwordHash!) ? await this.hashes.hash(password) : undefined;

    return this.database.transaction(async (tx) => {
      const account = await lockAccount(tx, portalKey, found.id);
      if (!account) return refuse('portal.wrong-credentials');
      // Locked by failures: the password is not even looked at, or the lock would not stop anybody from guessing on.
      if (account.state === 'locked') return refuse('portal.locked');
      const isStill = account.passwordHash === found.passwordHash || (isRight && (await this.hashes.matches(account.passwordHash, password)));
      if (!isRight || !isStill) {
        countFailure(account);
        return refuse('portal.wrong-credentials');
      }
      const refusal = refusalToEnter(account, now);
      if (refusal) return refusal;
      if (renewed !== undefined && account.passwordHash === found.passwordHash) account.passwordHash = renewed;
      const asksSecondFactor = account.totpSecretSealed != null;
      // Failures go on counting until both were right, or the second factor could be guessed with the password known.
      if (!asksSecondFactor) Object.assign(account, { failedSignIns: 0, lastSignInAt: now });
      return { allowed: true, account: accountFrom(account, await readContacts(tx, [account.id])), sessionToken: openSession(tx, account, asksSecondFactor, now), mustChange: account.mustChangePassword, asksSecondFactor };
    });
  }

  /** Whether this session waits for its second factor, at this portal. */
  async awaitsSecondFactor(portalKey: string, sessionToken: string): Promise<boolean> {
    return (await this.database.read((em) => accountOfSession(em, hashToken(sessionToken), true, this.clock.now())))?.portalKey === portalKey;
  }

  /**
   * The second step: a code of the authenticator, or a saved one. The session gets a new token. Refuses with
   * `portal.session-ended` or `portal.code-wrong`; ten wrong ones in a row, passwords included, lock the account.
   */
  async giveSecondFactor(portalKey: string, sessionToken: string, typed: string): Promise<PortalSignInAnswer> {
    const now = this.clock.now();
    const found = await this.database.read((em) => accountOfSession(em, hashToken(sessionToken), true, now));
    if (found?.portalKey !== portalKey) return refuse('portal.session-ended');
    return this.database.transaction(async (tx): Promise<PortalSignInAnswer> => {
      const account = await lockAccount(tx, portalKey, found.id);
      const session = await tx.findOne(BuiltinSession, { tokenHash: hashToken(sessionToken), awaitsSecondFactor: true });
      if (!session || account?.state !== 'active') return refuse('portal.session-ended');
      const code = new Secret(normaliseCode(typed));
      const byApp = spendTotp(account, code, this.sealer, now);
      const replacement = replacementFor(code, account.id, `second-step:${session.tokenHash}`, this.sealer);
      const isRight = byApp || (code.reveal().length >= SHORTEST_SAVED_CODE && (await spendRecoveryCode(account, code, replacement, this.hashes)));
      if (!isRight) {
        countFailure(account);
        // Locked by now, says the method above; the compiler still remembers the look before it.
        const isLocked = (account.state as AccountState) === 'locked';
        if (isLocked) await endSessionsOf(tx, account.id);
        return refuse(isLocked ? 'portal.locked' : 'portal.code-wrong');
      }
      Object.assign(account, { failedSignIns: 0, lastSignInAt: now });
      tx.remove(session);
      return { allowed: true, account: accountFrom(account, await readContacts(tx, [account.id])), sessionToken: openSession(tx, account, false, now), mustChange: account.mustChangePassword, asksSecondFactor: false, ...(!byApp && { newCode: replacement }) };
    });
  }

  /** Whose session it is; undefined when it has ended. `mustChangePassword` of the account: nothing else until then. */
  readSession(sessionToken: string): Promise<{ readonly portalKey: string; readonly account: Account } | undefined> {
    return this.database.read(async (em) => {
      const row = await this.#accountOf(em, sessionToken);
      return row && { portalKey: row.portalKey, account: accountFrom(row, await readContacts(em, [row.id])) };
    });
  }

  /**
   * Takes a new password; the other sessions end. Refuses with `portal.session-ended`, `portal.wrong-credentials`,
   * `portal.password-expired` (a temporary one whose time is over), or `portal.password-refused`, where `missing` says why in the words of the password policy, and `reused`.
   */
  async changePassword(sessionToken: string, current: string, next: string): Promise<{ readonly allowed: true } | Refusal> {
    const found = await this.database.read((em) => this.#accountOf(em, sessionToken));
    if (!found) return refuse('portal.session-ended');
    if (!(await this.hashes.matches(found.passwordHash, current))) {
      const isEnded = await this.database.transaction(async (tx) => {
        const account = await lockAccount(tx, found.portalKey, found.id);
        if (account) countFailure(account);
        if (account?.state === 'locked') await endSessionsOf(tx, account.id);
        return account?.state === 'locked';
      });
      return refuse(isEnded ? 'portal.session-ended' : 'portal.wrong-credentials');
    }
    if (found.passwordExpiresAt && found.passwordExpiresAt <= this.clock.now()) return refuse('portal.password-expired');
    const { account } = (await this.readSession(sessionToken)) ?? {};
    if (!account) return refuse('portal.session-ended');
    const profile = await this.portals.get(found.portalKey);
    const directory = this.directories.of(found.portalKey);
    const rules = passwordRulesFor(profile, account);
    const objections = [
      ...objectionsToPassword(next, rules).map(({ code }) => code),
      ...((await isGuessable(next, rules)) ? ['too-guessable'] : []),
      ...(await directory.objectionsTo(found.id, new Secret(next))),
    ];
    if (objections.length > 0) return refuse('portal.password-refused', { missing: objections });
    // The directory ends every session with a password change, so this one is opened again.
    await directory.setPassword(found.id, new Secret(next), `portal-change:${hashToken(newToken())}`);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      tx.persist(tx.create(BuiltinSession, { tokenHash: hashToken(sessionToken), accountId: found.id, createdAt: now, endsAt: new Date(now.getTime() + PORTAL_SESSION_MS) }));
    });
    return { allowed: true };
  }

  /** Ends one session. */
  async signOut(sessionToken: string): Promise<void> {
    await this.database.read((em) => em.nativeDelete(BuiltinSession, { tokenHash: hashToken(sessionToken) }));
  }

  #accountOf(em: EntityManager, sessionToken: string): Promise<BuiltinAccount | undefined> {
    return accountOfSession(em, hashToken(sessionToken), false, this.clock.now());
  }
}

/** Returns its token. A half one lives only as long as typing a code takes. */
function openSession(tx: EntityManager, account: BuiltinAccount, awaitsSecondFactor: boolean, now: Date): string {
  const sessionToken = newToken();
  tx.persist(tx.create(BuiltinSession, {
    tokenHash: hashToken(sessionToken), accountId: account.id, createdAt: now, awaitsSecondFactor, endsAt: new Date(now.getTime() + (awaitsSecondFactor ? SECOND_STEP_MS : PORTAL_SESSION_MS)),
  }));
  return sessionToken;
}

export function countFailure(account: BuiltinAccount): void {
  account.failedSignIns += 1;
  if (account.failedSignIns >= LOCK_AFTER && account.state === 'active') account.state = 'locked';
}
