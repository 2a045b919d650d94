import { createHash, createHmac } from 'node:crypto';
import type { Sealer } from '#kernel';
import type { ChainCraft } from '../domain/check-chain.js';

/** How rows are hashed and people hidden. Whoever lacks the key can neither find a person's pseudonym nor tell whose it is. */
export interface AuditCraft extends ChainCraft {
  /** By which the pseudonym of an account is looked up; it stands in no row of the trail. */
  readonly keyOfAccount: (account: { readonly portalKey: string; readonly ref: string }) => string;
}

export function auditCraft(sealer: Sealer): AuditCraft {
  const key = sealer.derive('audit-pseudonym');
  const pseudonym = (text: string): string => createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
  return {
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    pseudonymOfIp: (ip) => pseudonym(`ip:${ip}`),
    keyOfAccount: ({ portalKey, ref }) => pseudonym(`account:${portalKey}:${ref}`),
  };
}
