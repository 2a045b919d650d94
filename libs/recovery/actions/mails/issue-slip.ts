import { Injectable } from '@nestjs/common';
import { newId, Sealer, type Secret } from '#kernel';
import type { EntityManager } from '#persistence';
import { Slip } from '../../store/slip.entity.js';

export interface SlipToIssue {
  readonly portalKey: string;
  readonly accountRef: string;
  readonly actionId?: string | undefined;
  readonly bulkId?: string | undefined;
  readonly kind: Slip['kind'];
  readonly area: string | null;
  readonly secret: Secret;
  readonly endsAt: Date;
  readonly now: Date;
}

/** Puts a secret on its way to paper. Until the office prints it, it lies sealed. */
@Injectable()
export class IssueSlip {
  constructor(private readonly sealer: Sealer) {}

  async within(tx: EntityManager, { portalKey, accountRef, actionId, bulkId, kind, area, secret, endsAt, now }: SlipToIssue): Promise<void> {
    const id = newId();
    // A newer paper makes the older one worthless; of those that were never printed none is left.
    await tx.nativeUpdate(Slip, { portalKey, accountRef, kind, area, secretSealed: { $ne: null } }, { secretSealed: null, endedAt: now });
    tx.persist(tx.create(Slip, {
      id, createdAt: now, portalKey, accountRef, actionId: actionId ?? null, bulkId: bulkId ?? null, kind, area, secretSealed: this.sealer.seal(secret, slipContext(id)), endsAt,
      printedAt: null, printedByAgentId: null, batchId: null, sentAt: null, receivedAt: null, receiptAskedAt: null, endedAt: null,
    }));
    await tx.flush();
  }
}

export function slipContext(id: string): string {
  return `slip:${id}`;
}
