import { Inject, Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import type { Settings } from '#config';
import { SIGNATURE_HEADER, signCall } from '#kernel';
import { Database } from '#persistence';
import { AuditConfig } from '../audit.config.js';
import { copyLine } from '../domain/copied-row.js';
import { rowsAfter } from '../store/audit.queries.js';
import { chainsToCopy, markCopied } from '../store/audit-copy.queries.js';

const BATCH = 500;
/** In one round; the next goes on from there. */
const MOST_BATCHES = 40;
const PATIENCE_MS = 10_000;
/** There is one copy. */
const SUBJECT = 'audit';

/**
 * Sends new rows to another system (R60, ASVS 16.4.3), each chain in order. A row counts as copied once that system said
 * so; after a crash in between it gets the same rows again, and chain and sequence tell that they are the same. While it
 * does not take them an alarm is open and nothing is skipped. Part of upkeep.
 */
@Injectable()
export class CopyAudit {
  constructor(private readonly database: Database, private readonly alarms: Alarms, @Inject(AuditConfig.token) private readonly settings: Settings<typeof AuditConfig>) {}

  /** Returns how many rows were copied. */
  async run(now: Date): Promise<number> {
    const { COPY_URL: url } = this.settings;
    let copied = 0;
    let batches = MOST_BATCHES;
    for (const { chain, sequence } of url === undefined ? [] : await this.database.read(chainsToCopy)) {
      for (let after = sequence; batches > 0; batches -= 1) {
        const rows = await this.database.read((em) => rowsAfter(em, chain, after, BATCH));
        if (rows.length === 0) break;
        const because = await this.#send(url!, rows.map((row) => `${copyLine(row)}\n`).join(''), now);
        if (because !== undefined) {
          await this.alarms.raiseNow({ kind: 'audit-not-copied', subject: SUBJECT, detail: { to: new URL(url!).host, because } });
          return copied;
        }
        after = rows.at(-1)!.sequence;
        await this.database.transaction((tx) => markCopied(tx, chain, after, now));
        copied += rows.length;
      }
    }
    // Also where the other system was changed or taken out of the settings.
    await this.alarms.clearNow('audit-not-copied', SUBJECT);
    return copied;
  }

  /** Why the other system did not take the lines; undefined: it has them. */
  async #send(url: string, lines: string, now: Date): Promise<string | undefined> {
    const { COPY_KEY: key } = this.settings;
    try {
      const { ok, status } = await fetch(url, {
        method: 'POST', redirect: 'manual', body: lines, signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { 'content-type': 'application/x-ndjson', ...(key && { [SIGNATURE_HEADER]: signCall(key, lines, now) }) },
      });
      return ok ? undefined : `it answered ${status}`;
    } catch (error) {
      const { message, cause } = error as Error;
      return cause instanceof Error ? cause.message : message;
    }
  }
}
