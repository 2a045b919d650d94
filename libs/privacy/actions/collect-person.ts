import { Injectable } from '@nestjs/common';
import { EndAudit } from '#audit';
import { Directories, type Account } from '#directory';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { DATA_CLASS_NAMES, DATA_CLASSES, daysKept, Portals } from '#portals';
import type { RequestScope } from '../domain/data-request.js';
import { COPY_SECTION_NAMES, readSection, type CopyRow, type CopySection } from '../store/person.queries.js';

/** Everything that is held about a person, with what Art. 15(1) wants to be said beside it. */
export interface PersonCopy {
  readonly portal: string;
  /** Whom to ask: the organisation that answers for the data. */
  readonly controller: { readonly name: string; readonly lines: readonly string[]; readonly email: string };
  readonly collectedAt: string;
  readonly about: RequestScope;
  /** As the directory has them; of an account that is gone there is none. */
  readonly accounts: readonly CopyRow[];
  readonly sections: Readonly<Record<CopySection, readonly CopyRow[]>>;
  /** How many days each class of data is kept here. */
  readonly keptDays: Readonly<Record<string, number>>;
}

/** Puts together what is held about a person, when somebody looks, and keeps no copy of it anywhere. */
@Injectable()
export class CollectPerson {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly portals: Portals, private readonly endAudit: EndAudit, private readonly clock: Clock) {}

  /** @throws DirectoryUnreachable: half a copy would be taken for the whole */
  async run(portalKey: string, scope: RequestScope): Promise<PersonCopy> {
    const profile = await this.portals.get(portalKey);
    const directory = this.directories.of(portalKey);
    const accounts: CopyRow[] = [];
    for (const ref of scope.accountRefs) {
      const account = await directory.get(ref);
      if (account) accounts.push(ofAccount(account));
    }
    const sections = await this.database.read(async (em) => {
      const pseudonyms: string[] = [];
      for (const ref of scope.accountRefs) pseudonyms.push(...[await this.endAudit.pseudonymOf(em, { portalKey, ref })].flatMap((one) => one ?? []));
      const read: Partial<Record<CopySection, CopyRow[]>> = {};
      for (const name of COPY_SECTION_NAMES) read[name] = await readSection(em, name, portalKey, scope, pseudonyms);
      return read as Record<CopySection, CopyRow[]>;
    });
    const { office } = profile;
    return {
      portal: portalKey, controller: { name: profile.brand.organisation, lines: [office.name, office.street, office.city], email: office.email }, collectedAt: this.clock.now().toISOString(), about: scope, accounts, sections,
      keptDays: Object.fromEntries(DATA_CLASS_NAMES.filter((name) => DATA_CLASSES[name].days > 1).map((name) => [name, daysKept(name, profile.retention)])),
    };
  }
}

/** What the person may see of their account: no relation to others, no secret, and of facts nothing but what the directory shows. */
function ofAccount(account: Account): CopyRow {
  const { username, displayName, locale, userType, state, organisation, group, hasSecondFactor, lastSignInAt, passwordChangedAt, postalAddressSince, registration, pinAreas } = account;
  return {
    username, displayName, locale, userType, state, organisation, group, hasSecondFactor, lastSignInAt, passwordChangedAt, postalAddressSince,
    addresses: account.addresses.map(({ address, kind, confirmedAt }) => ({ address, kind, confirmedAt })), phones: account.phones.map(({ number, since }) => ({ number, since })),
    registration: registration && { registeredAt: registration.registeredAt, waitsFor: registration.waitsFor, corrections: registration.corrections }, pinAreas: pinAreas.map(({ area, state: of }) => ({ area, state: of })),
  };
}
