import { createHash, createHmac } from 'node:crypto';
import type { Sealer } from '#kernel';
import type { ChainCraft } from '../domain/check-chain.js';

/** How rows are hashed and people hidden. Whoever lacks the key can neither tell a pseudonym's person nor make a new one. */
export interface AuditCraft extends ChainCraft {
  readonly pseudonymOfAccount: (account: { readonly portalKey: string; readonly ref: string }) => string;
}

export function auditCraft(sealer: Sealer): AuditCraft {
  const key = sealer.derive('audit-pseudonym');
  const pseudonym = (text: string): string => createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
  return {
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    pseudonymOfIp: (ip) => pseudonym(`ip:${ip}`),
    pseudonymOfAccount: ({ portalKey, ref }) => pseudonym(`account:${portalKey}:${ref}`),
  };
}
