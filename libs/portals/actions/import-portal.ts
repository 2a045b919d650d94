import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Actor, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { parseProfile, type ProfileProblem } from '../domain/parse-profile.js';
import { profileChanges } from '../domain/profile-changes.js';
import type { PortalProfile } from '../domain/profile.js';
import { allPortals } from '../store/portals.queries.js';
import { Portal } from '../store/portal.entity.js';
import { Portals } from './portals.js';

export type ImportedPortal =
  | { readonly allowed: true; readonly key: string; readonly created: boolean; /** Where it differs from the one in service; empty for a new portal. */ readonly changes: readonly string[] }
  | (Refusal & { readonly problems: readonly ProfileProblem[] });

/** Takes a profile into service: adds the portal, or replaces its profile. The same profile twice changes nothing and leaves no line in the trail. */
@Injectable()
export class ImportPortal {
  constructor(
    private readonly database: Database, private readonly audit: AuditTrail, private readonly portals: Portals, private readonly clock: Clock,
  ) {}

  /** What taking it into service would do; nothing is changed. */
  check(yamlText: string): Promise<ImportedPortal> {
    return this.database.read(async (em) => (await look(em, yamlText)).outcome);
  }

  /** Refusals: `portals.profile-invalid` with the problems by line, `portals.prefix-taken`. */
  async run(yamlText: string, actor: Actor): Promise<ImportedPortal> {
    const outcome = await this.database.transaction(async (tx): Promise<ImportedPortal> => {
      const { outcome: found, profile, present } = await look(tx, yamlText);
      if (!found.allowed || !profile || (present && found.changes.length === 0)) return found;
      const now = this.clock.now();
      if (present) Object.assign(present, { profile, updatedAt: now });
      else tx.persist(tx.create(Portal, { key: profile.key, createdAt: now, updatedAt: now, profile, lastTicketNumber: 1_000 }));
      await tx.flush();
      await this.audit.record(tx, { portalKey: profile.key, verb: 'portal.imported', actor, outcome: 'done', detail: { created: !present, changes: found.changes }, now });
      return found;
    });
    this.portals.forget();
    return outcome;
  }
}

async function look(em: EntityManager, yamlText: string): Promise<{ readonly outcome: ImportedPortal; readonly profile?: PortalProfile; readonly present?: Portal | undefined }> {
  const parsed = parseProfile(yamlText);
  if (!parsed.ok) {
    const missing = parsed.problems.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`);
    return { outcome: { ...refuse('portals.profile-invalid', { missing }), problems: parsed.problems } };
  }
  const { profile } = parsed;
  const others = await allPortals(em);
  if (others.some(({ key, profile: other }) => key !== profile.key && other.ticketPrefix === profile.ticketPrefix)) {
    return { outcome: { ...refuse('portals.prefix-taken', { missing: [profile.ticketPrefix] }), problems: [] } };
  }
  const present = others.find(({ key }) => key === profile.key);
  return { outcome: { allowed: true, key: profile.key, created: !present, changes: present ? profileChanges(present.profile, profile) : [] }, profile, present };
}
