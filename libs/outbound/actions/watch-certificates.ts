import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { WARN_MS } from '../domain/judge-certificate.js';
import { SmimeKeys } from './smime-keys.js';

/** Calls a person thirty days before a certificate that signs is over, and louder when mails leave unsigned. Part of upkeep. */
@Injectable()
export class WatchCertificates {
  constructor(private readonly database: Database, private readonly alarms: Alarms, private readonly keys: SmimeKeys, private readonly clock: Clock) {}

  /** Safe to run at any time and by several workers. Returns how many need somebody. */
  async run(now: Date = this.clock.now()): Promise<{ readonly expiring: number; readonly unsigned: number }> {
    const inUse = (await this.keys.list()).filter((one) => one.isInUse);
    const over = inUse.filter(({ validUntil }) => validUntil <= now);
    const soon = inUse.filter(({ validUntil }) => validUntil > now && validUntil.getTime() - now.getTime() <= WARN_MS);
    const silent: typeof inUse = [];
    for (const one of inUse) if (!(await this.keys.signerOf(one.portalKey, one.address))) silent.push(one);
    const raised = (ones: typeof inUse, kind: 'smime-expiring' | 'smime-unsigned') => ones.map(({ portalKey, address, validUntil }) => ({ kind, portalKey, subject: address, detail: { validUntil: validUntil.toISOString() } }));
    await this.database.transaction(async (tx) => {
      await this.alarms.raiseOnly(tx, 'smime-expiring', raised(soon, 'smime-expiring'));
      await this.alarms.raiseOnly(tx, 'smime-unsigned', raised([...new Set([...over, ...silent])], 'smime-unsigned'));
    });
    return { expiring: soon.length, unsigned: silent.length };
  }
}
