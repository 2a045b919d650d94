import { Injectable } from '@nestjs/common';
import type { Scope } from '#agents';
import { Database } from '#persistence';
import { traceOf, type TraceLine } from '../store/intake.queries.js';

export interface TraceItem extends TraceLine {
  readonly at: Date;
}

/** The steps that one mail went through. */
@Injectable()
export class ReadTrace {
  constructor(private readonly database: Database) {}

  /** By Message-ID, with or without angle brackets; empty when we never saw it, or the reader does not see its ticket, or, where it has none, not all of its portal. */
  async run(messageId: string, reader: Scope): Promise<TraceItem[]> {
    const lines = await this.database.read((em) => traceOf(em, messageId.trim().replace(/^<|>$/g, ''), reader));
    return lines.map(({ step, verdict, by, because, at }) => ({ step, verdict, by, because, at }));
  }
}
