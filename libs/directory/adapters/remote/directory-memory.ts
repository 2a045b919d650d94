import { isDeepStrictEqual } from 'node:util';
import { LockMode } from '@mikro-orm/core';
import { hashToken, matchesSlowHash, slowHash, type Clock, type Secret } from '#kernel';
import type { Database, EntityManager } from '#persistence';
import type { Stop } from '../../domain/stops.js';
import { DirectoryNote, DirectoryOperation } from '../../store/directory-note.entity.js';

/** What is remembered about one account; nothing is written before there is something to remember. */
export type Note = Pick<DirectoryNote, 'temporaryUntil' | 'spentPasswordHashes' | 'stopped' | 'seenSince' | 'unconfirmed'>;

const BLANK: Note = { temporaryUntil: null, spentPasswordHashes: [], stopped: null, seenSince: {}, unconfirmed: null };
const MOST_SPENT = 10;

/**
 * Rekey's own memory beside a directory that is not ours: which operations went through, when a temporary password
 * ends (most directories have no such date), which ones are spent, what was frozen, since when a phone is on file.
 */
export class DirectoryMemory {
  constructor(private readonly portalKey: string, private readonly database: Database, private readonly clock: Clock) {}

  /**
   * Makes a change and remembers that it went through. A caller that died in between repeats it under the same id, so
   * `change` must leave the same state twice as once.
   */
  async through(operationId: string, accountRef: string, kind: string, change: () => Promise<Partial<Note> | void>): Promise<void> {
    const remembered = await change();
    await this.database.transaction(async (tx) => {
      if (remembered) Object.assign(await this.#row(tx, accountRef), remembered);
      if (!(await tx.findOne(DirectoryOperation, { operationId }))) {
        await tx.upsert(DirectoryOperation, { operationId, portalKey: this.portalKey, accountRef, kind, at: this.clock.now() });
      }
    });
  }

  now(): Date {
    return this.clock.now();
  }

  happened(operationId: string): Promise<boolean> {
    return this.database.read(async (em) => (await em.count(DirectoryOperation, { operationId, portalKey: this.portalKey })) > 0);
  }

  /** Notes by account; one that has none gets a blank one. */
  async notesOf(refs: readonly string[]): Promise<ReadonlyMap<string, Note>> {
    const rows = refs.length === 0 ? [] : await this.database.read((em) => em.find(DirectoryNote, { portalKey: this.portalKey, accountRef: { $in: [...refs] } }));
    return new Map(refs.map((ref) => [ref, rows.find(({ accountRef }) => accountRef === ref) ?? BLANK]));
  }

  async noteOf(ref: string): Promise<Note> {
    return (await this.notesOf([ref])).get(ref)!;
  }

  /** Another word on a stop, if it is still the one that was read; null: it is over. Whether it was. */
  restop(ref: string, was: Stop, next: Stop | null): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const row = await this.#row(tx, ref);
      const isStill = isDeepStrictEqual(row.stopped, was);
      if (isStill) row.stopped = next;
      return isStill;
    });
  }

  /**
   * References of what Rekey froze, also under a disabling, or of what of it was seen to be open all the same; in their
   * order from behind `after`, at most `limit`. What was only disabled is left out: nobody waits to hear of it.
   */
  frozen({ after = '', limit, isOpened }: { readonly after?: string; readonly limit?: number; readonly isOpened: boolean }): Promise<string[]> {
    return this.database.read(async (em) => (await em.execute<{ account_ref: string }[]>(
      `select account_ref from directory_note where portal_key = ? and account_ref > ? and jsonb_typeof(stopped) = 'object' and stopped @@ '$.**.as == "frozen"' and (stopped->>'openedAt' is not null) = ? order by account_ref limit ?`,
      [this.portalKey, after, isOpened, limit ?? null])).map(({ account_ref: ref }) => ref));
  }

  /** Stops that somebody began and nobody saw done, in the order of their accounts from behind `after`, at most `limit`. */
  underWay({ after, limit }: { readonly after: string; readonly limit: number }): Promise<{ readonly ref: string; readonly stopped: Stop }[]> {
    return this.database.read((em) => em.execute<{ ref: string; stopped: Stop }[]>(
      `select account_ref as ref, stopped from directory_note where portal_key = ? and account_ref > ? and jsonb_typeof(stopped) = 'object' and stopped ->> 'isUnderWay' = 'true' and stopped ->> 'openedAt' is null order by account_ref limit ?`, [this.portalKey, after, limit]));
  }

  /** Since when each of these (numbers, postal lines) has been on file, as far as we saw: the first look counts. */
  async sinceOf(ref: string, things: readonly string[], note: Note): Promise<ReadonlyMap<string, Date>> {
    const now = this.clock.now();
    const marks = new Map(things.map((thing) => [thing, hashToken(`${this.portalKey}:${thing}`)]));
    const unseen = [...marks.values()].filter((mark) => !(mark in note.seenSince));
    if (unseen.length > 0) {
      await this.database.transaction(async (tx) => {
        const row = await this.#row(tx, ref);
        row.seenSince = { ...Object.fromEntries(unseen.map((mark) => [mark, now.toISOString()])), ...row.seenSince };
      });
    }
    return new Map([...marks].map(([thing, mark]) => [thing, new Date(note.seenSince[mark] ?? now)]));
  }

  /** The list of spent temporary passwords with one more. */
  async spending(note: Note, password: Secret): Promise<string[]> {
    return [await slowHash(password), ...note.spentPasswordHashes].slice(0, MOST_SPENT);
  }

  async isSpent(note: Note, password: Secret): Promise<boolean> {
    for (const hashed of note.spentPasswordHashes) if (await matchesSlowHash(hashed, password)) return true;
    return false;
  }

  async #row(tx: EntityManager, accountRef: string): Promise<DirectoryNote> {
    const key = { portalKey: this.portalKey, accountRef };
    await tx.execute(`insert into directory_note (portal_key, account_ref, spent_password_hashes, seen_since) values (?, ?, '[]', '{}') on conflict do nothing`, [this.portalKey, accountRef]);
    return tx.findOneOrFail(DirectoryNote, key, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }
}
