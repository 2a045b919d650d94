import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { wholePortals, type Scope } from '#agents';
import { Database } from '#persistence';
import { Storage } from '#storage';
import { cleanText } from '../read/clean-text.js';
import { endOfHeaders } from '../read/end-of-headers.js';
import { KeptMail } from '../store/kept-mail.entity.js';

const SHOWN_BYTES = 16 * 1024;

export interface RawMail {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly stream: Readable;
}

/** What lies in quarantine, as it came: for the eyes of whoever decides about it. Nothing is parsed. */
@Injectable()
export class LookAtMail {
  constructor(private readonly database: Database, private readonly storage: Storage) {}

  /** Its header as text, at most 16 KB; undefined when no such mail lies in quarantine of a portal that the reader sees whole. @throws StorageFault */
  async header(id: string, reader: Scope): Promise<string | undefined> {
    const kept = await this.#find(id, reader);
    if (!kept) return undefined;
    const { bytes } = await this.storage.getBeginning(kept.rawSha256, SHOWN_BYTES);
    return cleanText(bytes.subarray(0, endOfHeaders(bytes)).toString('utf8'), SHOWN_BYTES).trimEnd();
  }

  /** All of it, byte for byte. @throws StorageFault */
  async raw(id: string, reader: Scope): Promise<RawMail | undefined> {
    const kept = await this.#find(id, reader);
    return kept ? { fileName: `${kept.id}.eml`, sizeBytes: kept.sizeBytes, stream: await this.storage.getStream(kept.rawSha256) } : undefined;
  }

  #find(id: string, reader: Scope): Promise<KeptMail | null> {
    return this.database.read((em) => em.findOne(KeptMail, { id, disposition: 'set-aside', ...wholePortals(reader) }));
  }
}
