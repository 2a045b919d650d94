import { Injectable } from '@nestjs/common';
import { displayedAgents } from '#agents';
import { domainsOfAccounts } from '#directory';
import { domainOf } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes, type PortalProfile } from '#portals';
import { nameDomain } from '../adapters/named-domain.js';
import type { WellKnown } from '../domain/sender-flags.js';

/** Who works here, and where people have their mail, changes slowly. */
const FRESH_MS = 60_000;

/** Whom a sender may want to be taken for: the portal, its people, its users. */
@Injectable()
export class KnowNames {
  readonly #known = new Map<string, { readonly names: Promise<WellKnown>; readonly readAt: number }>();

  constructor(private readonly database: Database, private readonly allMailboxes: Mailboxes) {}

  /** As it was at most a minute ago: every mail asks. */
  of(profile: PortalProfile): Promise<WellKnown> {
    const known = this.#known.get(profile.key);
    if (known && performance.now() - known.readAt < FRESH_MS) return known.names;
    const names = this.#read(profile);
    this.#known.set(profile.key, { names, readAt: performance.now() });
    names.catch(() => this.#known.delete(profile.key));
    return names;
  }

  async #read({ key, mailboxes, office, signInUrl, brand, name, authenticity }: PortalProfile): Promise<WellKnown> {
    const [agents, domains] = await this.database.read(async (em) => [await displayedAgents(em), await domainsOfAccounts(em, key)] as const);
    const kept = await this.allMailboxes.forPortal(key);
    const own = [...[...mailboxes, ...kept].map(({ address }) => domainOf(address)), domainOf(office.email), ...(signInUrl ? [domainOf(`x@${new URL(signInUrl).hostname}`)] : [])];
    const named = (all: readonly string[]) => [...new Set(all)].filter((domain) => domain !== '').map(nameDomain);
    return { own: named(own), users: named([...authenticity.userDomains, ...domains]), organisations: [...new Set([brand.organisation, name.de, name.en])], agents, nameDomain };
  }
}
