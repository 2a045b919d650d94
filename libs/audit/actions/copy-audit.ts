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
    if (url === undefined) return 0;
    const subject = new URL(url).host;
    let copied = 0;
    try {
      let batches = MOST_BATCHES;
      for (const { chain, sequence } of await this.database.read(chainsToCopy)) {
        for (let after = sequence; batches > 0; batches -= 1) {
          const rows = await this.database.read((em) => rowsAfter(em, chain, after, BATCH));
          if (rows.length === 0) break;
          await this.#send(url, rows.map((row) => `${copyLine(row)}\n`).join(''), now);
          after = rows.at(-1)!.sequence;
          await this.database.transaction((tx) => markCopied(tx, chain, after, now));
          copied += rows.length;
        }
      }
    } catch (error) {
      await this.alarms.raiseNow({ kind: 'audit-not-copied', subject, detail: { because: error instanceof Error ? error.message : String(error) } });
      return copied;
    }
    await this.alarms.clearNow('audit-not-copied', subject);
    return copied;
  }

  async #send(url: string, lines: string, now: Date): Promise<void> {
    const { COPY_KEY: key } = this.settings;
    const answer = await fetch(url, {
      method: 'POST', redirect: 'manual', body: lines, signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { 'content-type': 'application/x-ndjson', ...(key && { [SIGNATURE_HEADER]: signCall(key, lines, now) }) },
    });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
  }
}
