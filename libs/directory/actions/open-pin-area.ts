import { Injectable } from '@nestjs/common';
import { Clock, hashToken, KeyedHash, normaliseCode, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { BuiltinAccount } from '../store/builtin-account.entity.js';
import { BuiltinSession } from '../store/builtin-operation.entity.js';
import { lockAccount } from '../store/builtin.queries.js';

/** So many wrong PINs in a row block an area until the desk unlocks it. */
export const BLOCK_AFTER = 5;

/** Somebody who is signed in types the PIN of an area (seed 002, U19). The built-in directory only, as the sign-in page. */
@Injectable()
export class OpenPinArea {
  constructor(private readonly database: Database, private readonly clock: Clock, private readonly hashes: KeyedHash) {}

  /** Refusals: `portal.session-ended`, `portal.no-pin`, `portal.pin-wrong`, and `portal.area-blocked` after five of these, whatever is typed. */
  async run(sessionToken: string, area: string, pin: string): Promise<{ readonly allowed: true } | Refusal> {
    const found = await this.database.read(async (em) => {
      const session = await em.findOne(BuiltinSession, { tokenHash: hashToken(sessionToken), awaitsSecondFactor: false, endsAt: { $gt: this.clock.now() } });
      return session && (await em.findOne(BuiltinAccount, { id: session.accountId, state: 'active', mustChangePassword: false }));
    });
    if (!found) return refuse('portal.session-ended');
    const seen = found.pinAreas.find((one) => one.area === area);
    if (!seen?.pinHash) return refuse('portal.no-pin');
    const typed = normaliseCode(pin);
    const isRight = await this.hashes.matches(seen.pinHash, typed);
    const renewed = isRight && !this.hashes.isCurrent(seen.pinHash) ? await this.hashes.hash(typed) : undefined;
    return this.database.transaction(async (tx) => {
      const account = await lockAccount(tx, found.portalKey, found.id);
      const now = account?.pinAreas.find((one) => one.area === area);
      // Another hash of the same PIN is one that was made anew a moment ago.
      if (!account || !now || (now.pinHash !== seen.pinHash && !(isRight && (await this.hashes.matches(now.pinHash, typed))))) return refuse('portal.no-pin');
      if (now.state === 'blocked') return refuse('portal.area-blocked');
      const wrong = isRight ? 0 : now.wrong + 1;
      const state = isRight ? ('open' as const) : wrong >= BLOCK_AFTER ? ('blocked' as const) : now.state;
      account.pinAreas = account.pinAreas.map((one) => (one.area === area ? { ...one, wrong, state, ...(renewed !== undefined && { pinHash: renewed }) } : one));
      return isRight ? { allowed: true } : refuse(state === 'blocked' ? 'portal.area-blocked' : 'portal.pin-wrong');
    });
  }
}
