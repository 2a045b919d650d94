import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Actor, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { parseProfile, type ProfileProblem } from '../domain/parse-profile.js';
import { allPortals } from '../store/portals.queries.js';
import { Portal } from '../store/portal.entity.js';
import { Portals } from './portals.js';

export type ImportedPortal =
  | { readonly allowed: true; readonly key: string; readonly created: boolean }
  | (Refusal & { readonly problems: readonly ProfileProblem[] });

/** Takes a profile into service: adds the portal, or replaces its profile. The same profile twice changes nothing and leaves no line in the trail. */
@Injectable()
export class ImportPortal {
  constructor(
    private readonly database: Database, private readonly audit: AuditTrail, private readonly portals: Portals, private readonly clock: Clock,
  ) {}

  async run(yamlText: string, actor: Actor): Promise<ImportedPortal> {
    const parsed = parseProfile(yamlText);
    if (!parsed.ok) {
      const missing = parsed.problems.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`);
      return { ...refuse('portals.profile-invalid', { missing }), problems: parsed.problems };
    }
    const { profile } = parsed;
    const outcome = await this.database.transaction(async (tx): Promise<ImportedPortal> => {
      const others = await allPortals(tx);
      if (others.some(({ key, profile: other }) => key !== profile.key && other.ticketPrefix === profile.ticketPrefix)) {
        return { ...refuse('portals.prefix-taken', { missing: [profile.ticketPrefix] }), problems: [] };
      }
      const present = others.find(({ key }) => key === profile.key);
      if (present && isDeepStrictEqual(present.profile, profile)) return { allowed: true, key: profile.key, created: false };
      const now = this.clock.now();
      if (present) Object.assign(present, { profile, updatedAt: now });
      else tx.persist(tx.create(Portal, { key: profile.key, createdAt: now, updatedAt: now, profile, lastTicketNumber: 1_000 }));
      await tx.flush();
      await this.audit.record(tx, { portalKey: profile.key, verb: 'portal.imported', actor, outcome: 'done', detail: { created: !present }, now });
      return { allowed: true, key: profile.key, created: !present };
    });
    this.portals.forget();
    return outcome;
  }
}
