import { Injectable } from '@nestjs/common';
import { agentsAt } from '#agents';
import { Directories, type Account, type AddressOnFile, type Directory, type Relation } from '#directory';
import { canonicalAddress, Clock } from '#kernel';
import { Database } from '#persistence';
import { Portals, type HomeSignInSettings, type PortalProfile } from '#portals';
import { usableAddresses } from '../../domain/account-facts.js';
import { canSignIn, waysToVouch, type VoucherWays } from '../../domain/voucher-ways.js';
import type { RegisteredVoucher } from '../../domain/vouchers.js';

/** With what the actions need to ask them and to know them again. */
export interface SeenVoucher extends RegisteredVoucher {
  readonly account: Account | undefined;
  readonly address: AddressOnFile | undefined;
  readonly ways: VoucherWays<Account['phones'][number], HomeSignInSettings>;
  /** Who they are at the desk, where they are somebody there. */
  readonly agent: { readonly id: string; readonly email: string } | undefined;
}

/** More relations than anybody needs; each costs the directory two questions. */
const MOST_NAMED = 8;

/** Whom the directory names as answering for a person, and what is known of each now. */
@Injectable()
export class ReadVouchers {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly portals: Portals, private readonly clock: Clock) {}

  /**
   * Null: this directory names nobody.
   *
   * @throws DirectoryUnreachable
   */
  async run(portalKey: string, person: Account): Promise<SeenVoucher[] | null> {
    const directory = this.directories.of(portalKey);
    if (!directory.abilities.vouchers) return null;
    const named = new Map((await directory.mayVouchFor(person.ref)).toReversed().map((relation) => [relation.ref, relation]));
    const profile = await this.portals.get(portalKey);
    return Promise.all([...named.values()].toReversed().slice(0, MOST_NAMED).map((relation) => this.#look(directory, profile, relation, person)));
  }

  async #look(directory: Directory, { sms, homeSignIn }: PortalProfile, { ref, kind, displayName }: Relation, person: Account): Promise<SeenVoucher> {
    const account = await directory.get(ref);
    const above = account ? await directory.mayVouchFor(ref) : [];
    const onFile = canonicals(account);
    const [agent] = await this.database.read((em) => agentsAt(em, onFile));
    const ways = waysToVouch({ account, abilities: directory.abilities, agent, sms: sms ?? null, homes: homeSignIn, phonesOfPerson: person.phones.map(({ number }) => number), now: this.clock.now() });
    const address = account ? usableAddresses(account)[0] : undefined;
    return {
      ref, relation: kind, displayName, account, address, agent, ways,
      state: account && !account.excluded ? stateOf(account) : null, mustChangePassword: account?.mustChangePassword ?? false, canSignIn: canSignIn(ways), canBeAsked: address !== undefined,
      isPerson: ref === person.ref || canonicals(person).some((one) => onFile.includes(one)), isSubordinate: above.some((one) => one.ref === person.ref),
    };
  }
}

/** Whom Rekey froze answers for nobody, also where somebody opened the account in the directory, until that is settled here. */
function stateOf({ state, shouldBeFrozen }: Account): Account['state'] {
  return shouldBeFrozen ? 'frozen' : state;
}

function canonicals(account: Account | undefined): string[] {
  return (account?.addresses ?? []).map(({ address }) => canonicalAddress(address));
}
