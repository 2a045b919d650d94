import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail, canonicalJson } from '#audit';
import { Clock, refuse, type Actor, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { parseProfile, type OwnMails, type ProfileProblem } from '../domain/parse-profile.js';
import { mistake, type Mistake } from '../domain/profile-mistakes.js';
import { profileChanges, type ProfileChanges } from '../domain/profile-changes.js';
import type { PortalProfile } from '../domain/profile.js';
import type { StricterPolicy } from '../domain/stricter-policy.js';
import { allPortals } from '../store/portals.queries.js';
import { Portal } from '../store/portal.entity.js';
import { Portals } from './portals.js';

/** What a profile changes. Mails count to what matters: each is named, and none is cut. */
export interface ImportedChanges extends ProfileChanges {
  /** `mails.recovery-link.de`; what they say stands in the trail of their own. */
  readonly mails: readonly string[];
  /** SHA-256 of the whole profile as JSON with sorted keys, in hex: whoever holds a file can say whether it is this one. */
  readonly hash: string;
}

export type ImportedPortal =
  | { readonly allowed: true; readonly key: string; readonly created: boolean; /** Against the one in service; against nothing for a new portal. */ readonly changes: ImportedChanges }
  | (Refusal & { readonly problems: readonly ProfileProblem[] });

/** Whoever keeps the portals' own mails: a room to the right of this one. */
export interface MailsKeeper {
  /** Why they cannot be said like this; the path below `mails`. */
  judge(mails: OwnMails): Promise<readonly (Mistake & { readonly path: readonly string[] })[]>;
  /** Where they differ from what the portal says now: `mails.recovery-link.de`. */
  changes(em: EntityManager, portalKey: string, mails: OwnMails): Promise<string[]>;
  /** From the next mail on the portal says these and no others of its own. */
  within(tx: EntityManager, portalKey: string, mails: OwnMails, actor: Actor, now: Date): Promise<void>;
  forget(portalKey: string): void;
}

/** Whoever decides by the policy, a room to the right: what in a portal's own names nothing or would be looser; the path below `policy`. */
export type PolicyJudge = (policy: StricterPolicy) => readonly (Mistake & { readonly path: readonly string[] })[];

/** Takes a profile into service: adds the portal, or replaces its profile. The same profile twice changes nothing and leaves no line in the trail. */
@Injectable()
export class ImportPortal {
  constructor(
    private readonly database: Database, private readonly audit: AuditTrail, private readonly portals: Portals, private readonly clock: Clock,
  ) {}

  /** What taking it into service would do; nothing is changed. */
  check(yamlText: string, keeper?: MailsKeeper, judge?: PolicyJudge): Promise<ImportedPortal> {
    return this.database.read(async (em) => (await look(em, yamlText, keeper, judge)).outcome);
  }

  /**
   * Profile and mails together or not at all. Refusals: `portals.profile-invalid` with the problems by line, `portals.prefix-taken`.
   * A file that says nothing about mails leaves them as they are.
   */
  async run(yamlText: string, actor: Actor, keeper?: MailsKeeper, judge?: PolicyJudge): Promise<ImportedPortal> {
    const outcome = await this.database.transaction(async (tx): Promise<ImportedPortal> => {
      const { outcome: found, profile, present, mails } = await look(tx, yamlText, keeper, judge);
      if (!found.allowed || !profile || (present && found.changes.count === 0)) return found;
      const now = this.clock.now();
      if (present) Object.assign(present, { profile, updatedAt: now });
      else tx.persist(tx.create(Portal, { key: profile.key, createdAt: now, updatedAt: now, profile, lastTicketNumber: 1_000 }));
      await tx.flush();
      if (mails) await keeper?.within(tx, profile.key, mails, actor, now);
      await this.audit.record(tx, { portalKey: profile.key, verb: 'portal.imported', actor, outcome: 'done', detail: { created: !present, ...found.changes }, now });
      return found;
    });
    this.portals.forget();
    if (outcome.allowed) keeper?.forget(outcome.key);
    return outcome;
  }
}

interface Look {
  readonly outcome: ImportedPortal;
  readonly profile?: PortalProfile;
  readonly present?: Portal | undefined;
  readonly mails?: OwnMails | undefined;
}

async function look(em: EntityManager, yamlText: string, keeper: MailsKeeper | undefined, judge: PolicyJudge = () => []): Promise<Look> {
  const parsed = parseProfile(yamlText);
  if (!parsed.ok) return { outcome: unfit(parsed.problems) };
  const { profile, mails, problem } = parsed;
  const looser = judge(profile.policy ?? {});
  if (looser.length > 0) return { outcome: unfit(looser.map(({ path, ...found }) => problem(['policy', ...path], found))) };
  if (mails) {
    const unsaid = keeper ? await keeper.judge(mails) : [{ path: [], ...mistake('no-mails-here') }];
    if (unsaid.length > 0) return { outcome: unfit(unsaid.map(({ path, ...found }) => problem(['mails', ...path], found))) };
  }
  const others = await allPortals(em);
  if (others.some(({ key, profile: other }) => key !== profile.key && other.ticketPrefix === profile.ticketPrefix)) {
    return { outcome: { ...refuse('portals.prefix-taken', { missing: [profile.ticketPrefix] }), problems: [] } };
  }
  const present = others.find(({ key }) => key === profile.key);
  const changed = profileChanges(present?.profile ?? {}, profile);
  const worded = mails && keeper ? await keeper.changes(em, profile.key, mails) : [];
  const changes: ImportedChanges = { ...changed, mails: worded, count: changed.count + worded.length, hash: createHash('sha256').update(canonicalJson(profile)).digest('hex') };
  return { outcome: { allowed: true, key: profile.key, created: !present, changes }, profile, present, mails };
}

function unfit(problems: readonly ProfileProblem[]): ImportedPortal {
  return { ...refuse('portals.profile-invalid', { missing: problems.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`) }), problems };
}
