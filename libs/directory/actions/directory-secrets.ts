import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, Sealer, Secret, type Actor } from '#kernel';
import { Database } from '#persistence';
import { DirectorySecret } from '../store/directory-note.entity.js';

/** With what Rekey signs in to the directories: sealed at rest, given out only to the adapters. */
@Injectable()
export class DirectorySecrets {
  constructor(private readonly database: Database, private readonly sealer: Sealer, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  async set(portalKey: string, secret: Secret, actor: Actor): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.upsert(DirectorySecret, { portalKey, sealed: this.sealer.seal(secret, contextOf(portalKey)), changedAt: now });
      await this.audit.record(tx, { portalKey, verb: 'directory.secret-changed', actor, outcome: 'done', now });
    });
  }

  /** Undefined: none was set. */
  async of(portalKey: string): Promise<Secret | undefined> {
    const row = await this.database.read((em) => em.findOne(DirectorySecret, { portalKey }));
    return row ? new Secret(this.sealer.open(row.sealed, contextOf(portalKey))) : undefined;
  }
}

function contextOf(portalKey: string): string {
  return `directory:${portalKey}`;
}
