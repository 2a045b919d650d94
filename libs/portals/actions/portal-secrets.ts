import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, Sealer, Secret, type Actor } from '#kernel';
import { Database } from '#persistence';
import { PortalSecret } from '../store/portal-secret.entity.js';

/** With what Rekey identifies itself to the services of a portal (SMS gateway, sign-in services): sealed at rest, given out only to adapters. */
@Injectable()
export class PortalSecrets {
  constructor(private readonly database: Database, private readonly sealer: Sealer, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  async set(portalKey: string, name: string, secret: Secret, actor: Actor): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.upsert(PortalSecret, { portalKey, name, sealed: this.sealer.seal(secret, contextOf(portalKey, name)), changedAt: now });
      await this.audit.record(tx, { portalKey, verb: 'portal.secret-changed', actor, outcome: 'done', detail: { name }, now });
    });
  }

  /** Undefined: none was set. */
  async of(portalKey: string, name: string): Promise<Secret | undefined> {
    const row = await this.database.read((em) => em.findOne(PortalSecret, { portalKey, name }));
    return row ? new Secret(this.sealer.open(row.sealed, contextOf(portalKey, name))) : undefined;
  }
}

function contextOf(portalKey: string, name: string): string {
  return `portal:${portalKey}:${name}`;
}
