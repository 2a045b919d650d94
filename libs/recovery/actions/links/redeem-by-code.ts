import { Injectable } from '@nestjs/common';
import { Directories } from '#directory';
import { atLeast, Clock, matchesSlowHash, normaliseCode, parseAddress, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { codeIsUsable } from '../../domain/grants.js';
import { lockGrant, openGrants } from '../../store/grants.queries.js';
import { codePathClosed, rememberRight, rememberSource, rememberWrong, sourceClosed } from './check-code.js';
import { Redemption, type ChosenPassword, type Redeemed } from './redemption.js';

export type RedeemByCodeCommand = ChosenPassword & { readonly portalKey: string; /** User name or an address on file. */ readonly login: string; readonly code: string };

const WRONG = refuse('recovery.code-wrong');
/** Longer than looking up an account, its links and its limits takes. */
const EVEN_MS = 300;

/**
 * For mail programs that break links, and for phones: user name or address, the code from the mail, and the new
 * password, on one page. A code of 40 bits cannot be looked up like a token, so the account is named beside it.
 */
@Injectable()
export class RedeemByCode {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly redemption: Redemption, private readonly clock: Clock) {}

  /**
   * `recovery.code-wrong` for everything that does not fit, known account or not, with as much work (R24, R43);
   * `recovery.code-path-closed` when this source typed too many. With the right code, refusals as of `Redemption.run`.
   */
  async run({ portalKey, login, code, ...chosen }: RedeemByCodeCommand): Promise<Redeemed> {
    const right = await atLeast(EVEN_MS, this.#look(portalKey, login, code, chosen.ip));
    return typeof right === 'string' ? this.redemption.run(right, chosen) : right;
  }

  async #look(portalKey: string, login: string, code: string, ip: string | undefined): Promise<string | Refusal> {
    const accounts = await this.directories.of(portalKey).find(parseAddress(login) ? { address: login.trim() } : { username: login.trim() });
    const [account] = accounts.length === 1 ? accounts : [];
    return this.#grantOfCode({ portalKey, accountRef: account?.ref ?? '' }, code, ip);
  }

  #grantOfCode(key: { portalKey: string; accountRef: string }, code: string, ip: string | undefined): Promise<string | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const blocked = await sourceClosed(tx, ip, now);
      if (blocked) return blocked;
      const open = key.accountRef === '' || (await codePathClosed(tx, key, 'open', now)) ? [] : (await openGrants(tx, key, ['recovery-link', 'activation-link'])).filter((grant) => codeIsUsable(grant, now));
      const [newest] = open;
      const grant = newest && (await lockGrant(tx, newest.id));
      const fits = await matchesSlowHash(grant && codeIsUsable(grant, now) ? grant.codeHash : null, normaliseCode(code));
      if (fits && grant) {
        rememberRight(tx, key, 'open', now);
        return grant.id;
      }
      rememberSource(tx, ip, now);
      if (grant) rememberWrong(tx, grant, 'open', now);
      return WRONG;
    });
  }
}
