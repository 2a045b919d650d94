import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import type { PortalProfile } from '../domain/profile.js';
import { PortalUnknown } from '../portals.faults.js';
import { allPortals } from '../store/portals.queries.js';

/** How long another process's import may go unnoticed. */
const FRESH_MS = 5_000;

/** The portals of this desk. Kept in memory for a few seconds, since every mail and every page asks. */
@Injectable()
export class Portals {
  #profiles: Promise<ReadonlyMap<string, PortalProfile>> | undefined;
  #readAt = 0;

  constructor(private readonly database: Database) {}

  /** @throws PortalUnknown */
  async get(key: string): Promise<PortalProfile> {
    const profile = (await this.#all()).get(key);
    if (!profile) throw new PortalUnknown(key);
    return profile;
  }

  async list(): Promise<PortalProfile[]> {
    return [...(await this.#all()).values()];
  }

  /** Reads again at the next question. */
  forget(): void {
    this.#profiles = undefined;
  }

  #all(): Promise<ReadonlyMap<string, PortalProfile>> {
    const now = performance.now();
    if (!this.#profiles || now - this.#readAt > FRESH_MS) {
      const reading = this.database.read(async (em) => new Map((await allPortals(em)).map(({ key, profile }) => [key, profile])));
      this.#profiles = reading;
      this.#readAt = now;
      // A failed read must not be remembered.
      reading.catch(() => {
        if (this.#profiles === reading) this.#profiles = undefined;
      });
    }
    return this.#profiles;
  }
}
