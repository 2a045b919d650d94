import { Test } from '@nestjs/testing';
import type { Type } from '@nestjs/common';
import { AgentsConfig, type SignedIn } from '#agents';
import { ConfigModule } from '#config';
import { CreateBuiltinAccount, Directories, Directory, type Account, type BuiltinAccountToCreate } from '#directory';
import { canonicalAddress, Clock, newId, Sealer, Secret, StillClock, type CaseType } from '#kernel';
import { OutboundConfig, type MailKind } from '#outbound';
import { Database, PersistenceConfig, PersistenceModule, type EntityManager } from '#persistence';
import { ImportPortal, Mailboxes, nextTicketNumber, Portals, shippedProfiles } from '#portals';
import type { ExtractedFields, Recognition } from '#recognition';
import { FindCandidates, InstantRecovery, OpenCase, RecoveryModule } from '#recovery';
import { Ticket, TicketEvent } from '#tickets';
import { BuiltinDirectories } from './builtin-directories.js';
import { allEntities } from './entities.js';
import { dropDatabase, freshDatabaseUrl } from './database.js';

/** Stands for kill -9: nothing after it runs, whatever was committed stays. */
export class Killed extends Error {}

/** What only looks; everything else changes something, and may die doing so. */
const LOOKS = new Set<keyof Directory>(['mustBeUsable', 'find', 'findEach', 'get', 'compareFacts', 'happened', 'objectionsTo', 'checkEntitlements', 'waitingRegistrations', 'openedPastUs', 'list', 'mayVouchFor', 'postalAddress', 'verifyPassword']);

/** The built-in directory, which can be made to die just before or just after its next change, or to be slow. */
class MortalDirectories extends Directories {
  dies: 'before' | 'after' | undefined;
  /** Waited for before the next change goes through. */
  slow: Promise<void> | undefined;
  /** Portals whose directory does not answer. */
  readonly away = new Set<string>();
  changes: string[] = [];

  constructor(private readonly inner: Directories) {
    super();
  }

  of(portalKey: string): Directory {
    const inner = this.inner.of(portalKey);
    return new Proxy(inner, {
      get: (target, name: keyof Directory) => {
        const value = target[name] as unknown;
        if (typeof value !== 'function') return value;
        if (this.away.has(portalKey)) return () => Promise.reject(new Error('no route to host'));
        if (LOOKS.has(name)) return value.bind(target);
        return async (...given: unknown[]) => {
          const dies = this.dies;
          this.dies = undefined;
          const slow = this.slow;
          this.slow = undefined;
          await slow;
          if (dies === 'before') throw new Killed();
          const answer = await (value as (...all: unknown[]) => Promise<unknown>).apply(target, given);
          this.changes.push(name);
          if (dies === 'after') throw new Killed();
          return answer;
        };
      },
    });
  }
}

export interface SeenMail {
  readonly kind: MailKind;
  readonly to: string;
  readonly variables: Record<string, unknown>;
  /** Links and codes, as only the recipient gets to see them. */
  readonly secrets: Record<string, string>;
}

interface Neighbours {
  /** Left out: a day on which the specs were written. */
  readonly at?: Date;
  /** Left out: the built-in one for every portal. */
  readonly directories?: (database: Database, clock: Clock, sealer: Sealer) => Directories;
}

/** The recovery room with its real neighbours on a database of its own; the clock stands still. */
export async function recoveryWorld({ at = new Date('2026-11-23T09:00:00Z'), directories = (...parts) => new BuiltinDirectories(...parts) }: Neighbours = {}) {
  const databaseUrl = await freshDatabaseUrl();
  const clock = new StillClock(at);
  const environment = { REKEY_DATABASE_URL: databaseUrl, REKEY_SECRET_KEY: `recovery-${'k'.repeat(40)}`, REKEY_PUBLIC_URL: 'https://desk.example', REKEY_AGENTS_INSIDE_NETWORKS: '192.0.2.0/24', REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:9' };
  let mortal: MortalDirectories | undefined;
  const module = await Test.createTestingModule({
    imports: [ConfigModule.forRoot([PersistenceConfig, AgentsConfig, OutboundConfig], environment), PersistenceModule.forRoot(await allEntities()), RecoveryModule],
  }).overrideProvider(Clock).useValue(clock)
    .overrideProvider(Directories).useFactory({ inject: [Database, Clock, Sealer], factory: (database: Database, _clock: Clock, sealer: Sealer) => (mortal = new MortalDirectories(directories(database, clock, sealer))) })
    .compile();
  module.useLogger(false);
  const get = <T>(type: Type<T> | (abstract new (...given: never[]) => T)): T => module.get(type as Type<T>, { strict: false });
  const database = get(Database);
  for (const { yaml } of await shippedProfiles()) await get(ImportPortal).run(yaml, { kind: 'operator' });
  const mailboxIds = new Map<string, string>();
  for (const { key, mailboxes } of await get(Portals).list()) {
    mailboxIds.set(key, await get(Mailboxes).save({
      portalKey: key, address: mailboxes[0]!.address, displayName: key, imapHost: 'localhost', imapPort: 143, imapSecurity: 'none', imapUser: key, imapPassword: new Secret('x'),
    }));
  }
  const mara: SignedIn = {
    agentId: newId(), email: 'mara@desk.example', displayName: 'Mara', code: 'ma', roles: ['agent'], portals: [], locale: 'de', trained: true, strength: 'second-factor', sessionId: newId(), provedAt: clock.now(),
    hasSecondFactor: true, hasApp: true, keys: 0, keyId: null, keyIsNeeded: false, mustUseKey: false, isEnrolling: false, mustEnrolSecondFactor: false, csrfHash: '', ip: '192.0.2.7',
  };
  return {
    databaseUrl, database, clock, get, mara, directories: mortal!,

    person: (given: Partial<BuiltinAccountToCreate> & Pick<BuiltinAccountToCreate, 'username' | 'addresses'>): Promise<string> =>
      get(CreateBuiltinAccount).run({ portalKey: 'school', givenName: 'Anna', familyName: 'Beispiel', userType: 'pupil', state: 'active', password: new Secret('das alte Passwort von Anna'), ...given }),

    account: async (portalKey: string, ref: string): Promise<Account> => (await get(Directories).of(portalKey).get(ref))!,

    /** A mail arrives, as intake would file it. */
    writes: async (from: string, more: { portalKey?: string; caseType?: CaseType; fields?: ExtractedFields; authenticity?: string; recognition?: Partial<Recognition> } = {}) => {
      const { portalKey = 'school', caseType = 'forgot-password', fields = {}, authenticity = 'pass' } = more;
      const candidates = await get(FindCandidates).run(portalKey, { fromAddress: from, fields });
      const profile = await get(Portals).get(portalKey);
      const now = clock.now();
      return database.transaction(async (tx) => {
        const ticket = await openTicket(tx, { portalKey, mailboxId: mailboxIds.get(portalKey)!, from, caseType, now });
        const { recoveryCase, statusLink } = await get(OpenCase).within(tx, { ticket, portalKey, caseType, claimed: { ...fields }, candidates: candidates.accounts, senderMatches: candidates.senderMatches, authenticity, now });
        const recognition: Recognition = {
          caseType, secondary: [], confidence: 0.9, language: 'de', fields, risk: 'low', riskSignals: [], signals: [], instant: { allowed: true, because: [] }, ...more.recognition,
        };
        const instant = await get(InstantRecovery).within(tx, { ticket, recoveryCase, profile, recognition, authenticity, senderMatches: candidates.senderMatches, now });
        return { number: ticket.number, ticketId: ticket.id, caseId: recoveryCase.id, statusToken: tokenOf(statusLink), instant };
      });
    },

    /** Every mail queued so far for somebody, oldest first. The clock stands, so the order is that in which rows were written. */
    mailsTo: (address: string): Promise<SeenMail[]> => database.read(async (em) => {
      const rows = await em.execute<{ id: string; kind: MailKind; recipient: string; variables: Record<string, unknown>; secrets_sealed: string | null }[]>(
        'select id, kind, recipient, variables, secrets_sealed from outbound_message where recipient_canonical = ? order by id', [canonicalAddress(address)]);
      return rows.map((row) => ({ kind: row.kind, to: row.recipient, variables: row.variables, secrets: row.secrets_sealed ? (JSON.parse(get(Sealer).open(row.secrets_sealed, `outbound:${row.id}`)) as Record<string, string>) : {} }));
    }),

    ticket: (number: string): Promise<Ticket> => database.read((em) => em.findOneOrFail(Ticket, { number })),

    events: (ticketId: string): Promise<string[]> => database.read(async (em) => (await em.find(TicketEvent, { ticketId }, { orderBy: { id: 'asc' } })).map(({ verb }) => verb)),

    rows: <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => database.read((em) => em.execute<Row[]>(sql, parameters)),

    close: async (): Promise<void> => {
      await module.close();
      await dropDatabase(databaseUrl);
    },
  };
}

export type RecoveryWorld = Awaited<ReturnType<typeof recoveryWorld>>;

/** The last part of a link. */
export function tokenOf(link: string): string {
  return new URL(link).pathname.split('/').at(-1)!;
}

async function openTicket(tx: EntityManager, { portalKey, mailboxId, from, caseType, now }: { portalKey: string; mailboxId: string; from: string; caseType: CaseType; now: Date }): Promise<Ticket> {
  const ticket = tx.create(Ticket, {
    createdAt: now, portalKey, number: await nextTicketNumber(tx, portalKey), mailboxId, queue: 'triage', state: 'new', priority: 'normal', caseType, secondary: [], confidence: 0.9, risk: 'low', riskSignals: [],
    language: 'de', subject: 'Hilfe', requesterAddress: from, requesterCanonical: canonicalAddress(from), requesterName: null, assigneeId: null, routeBecause: [], promisedBy: null, firstAnsweredAt: null,
    lastMessageAt: now, closedAt: null, mergedIntoId: null, claimsTicketId: null, inboundVersion: 1, version: 1,
  });
  tx.persist(ticket);
  await tx.flush();
  return ticket;
}
