import { Injectable } from '@nestjs/common';
import { Clock, hashToken, KeyedHash, newCode, refuse, Secret, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { inFours, SAVED_CODES, SAVED_CODE_SYMBOLS } from '../domain/portal-sign-in.js';
import { accountOfSession, lockAccount } from '../store/builtin.queries.js';
import { countFailure } from './portal-sign-in.js';

export type SavedCodesMade = { readonly allowed: true; /** To be seen this once: `K7QM-2PXR-…`. */ readonly codes: readonly Secret[] } | Refusal;

/** What somebody who is signed in at a portal of the built-in directory does about their own account. */
@Injectable()
export class PortalAccount {
  constructor(private readonly database: Database, private readonly clock: Clock, private readonly hashes: KeyedHash) {}

  /**
   * New saved codes; the old ones die. Only for who knows the password now, not for whoever finds an open browser.
   * Refuses with `portal.session-ended`, `portal.wrong-credentials`.
   */
  async makeSavedCodes(portalKey: string, sessionToken: string, password: string): Promise<SavedCodesMade> {
    const seen = await this.#account(portalKey, sessionToken);
    if (!seen) return refuse('portal.session-ended');
    const isRight = await this.hashes.matches(seen.passwordHash, password);
    const codes = isRight ? Array.from({ length: SAVED_CODES }, () => newCode(SAVED_CODE_SYMBOLS)) : [];
    const hashes = await Promise.all(codes.map((code) => this.hashes.hash(code)));
    return this.database.transaction(async (tx): Promise<SavedCodesMade> => {
      const account = await lockAccount(tx, portalKey, seen.id);
      if (account?.state !== 'active') return refuse('portal.session-ended');
      if (!isRight || account.passwordHash !== seen.passwordHash) {
        countFailure(account);
        return refuse('portal.wrong-credentials');
      }
      account.recoveryCodeHashes = hashes;
      return { allowed: true, codes: codes.map((code) => new Secret(inFours(code))) };
    });
  }

  async #account(portalKey: string, sessionToken: string) {
    const account = await this.database.read((em) => accountOfSession(em, hashToken(sessionToken), false, this.clock.now()));
    return account?.portalKey === portalKey ? account : undefined;
  }
}
