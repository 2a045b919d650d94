import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { HouseConfig, type Settings } from '#config';
import { canonicalAddress, hashToken, newCode, newId, newToken, newTypedNumber, normaliseCode, Sealer, slowHash, type Secret } from '#kernel';
import type { EntityManager } from '#persistence';
import { GRANT_RULES, type GrantPurpose, type GrantRule } from '../../domain/grants.js';
import { Grant } from '../../store/grant.entity.js';
import { supersede } from '../../store/grants.queries.js';

/** A link and its code, before anything is written down. */
export interface PreparedGrant {
  readonly id: string;
  readonly purpose: GrantPurpose;
  readonly token: string;
  readonly link: string;
  /** As a person reads it: `K7QM-2PXR`, `482913`, `4711`; empty where nothing is typed. */
  readonly typed: string;
  /** Where the code may be typed instead of opening the link. */
  readonly codePage: string;
}

export interface GrantToIssue {
  readonly portalKey: string;
  /** Empty for what belongs to a ticket only. */
  readonly accountRef: string;
  readonly caseId: string;
  readonly ticketId: string;
  readonly actionId?: string | null | undefined;
  /** Address or phone number that it goes to. */
  readonly sentTo: string;
  readonly channelId?: string | null | undefined;
  readonly startedByAgentId?: string | null | undefined;
  readonly event?: string | undefined;
  readonly lifeMs?: number | undefined;
  readonly secret?: { readonly value: Secret; readonly endsAt: Date } | undefined;
  readonly now: Date;
}

const PHONE_DIGITS = 6;

/** Hands out a link, a code or both. Only hashes of them stay behind (R30). */
@Injectable()
export class IssueGrant {
  constructor(@Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>, private readonly sealer: Sealer) {}

  /** Links are built from the configured address only, never from a request (R28). */
  prepare(purpose: GrantPurpose, portalKey: string): PreparedGrant {
    const { path, typed } = GRANT_RULES[purpose];
    const token = newToken();
    return {
      id: newId(), purpose, token, typed: TYPED[typed](),
      link: path === null ? '' : `${this.house.PUBLIC_URL}/${path}/${token}`,
      codePage: `${this.house.PUBLIC_URL}/r/code?portal=${encodeURIComponent(portalKey)}`,
    };
  }

  /** Writes the grant down; older ones of the account and purpose die (5.9). */
  async within(tx: EntityManager, prepared: PreparedGrant, about: GrantToIssue): Promise<Grant> {
    const { purpose, id } = prepared;
    const rule: GrantRule = GRANT_RULES[purpose];
    const codeHash = prepared.typed === '' ? null : await slowHash(normaliseCode(prepared.typed));
    if (rule.onlyOne) await supersede(tx, about, purpose, about.now);
    const grant = tx.create(Grant, {
      id, createdAt: about.now, portalKey: about.portalKey, accountRef: about.accountRef, caseId: about.caseId, ticketId: about.ticketId, actionId: about.actionId ?? null,
      purpose, state: 'unused', tokenHash: rule.path === null ? null : hashToken(prepared.token), codeHash, codeTries: 0,
      sentTo: about.sentTo.includes('@') ? canonicalAddress(about.sentTo) : about.sentTo, channelId: about.channelId ?? null,
      startedByAgentId: about.startedByAgentId ?? null, event: about.event ?? null,
      expiresAt: new Date(about.now.getTime() + (about.lifeMs ?? rule.lifeMs)), openedAt: null, usedAt: null, operationId: null, startedAt: null,
      secretSealed: about.secret ? this.sealer.seal(about.secret.value, sealContext(id), prepared.token) : null, secretEndsAt: about.secret?.endsAt ?? null, scrambledAt: null,
    });
    tx.persist(grant);
    // Whoever supersedes or revokes does so by SQL, and must find this one too.
    if (rule.onlyOne) await tx.flush();
    return grant;
  }
}

/** A secret that waits to be seen opens only with the token of its own link (5.7). */
export function sealContext(grantId: string): string {
  return `grant:${grantId}`;
}

const TYPED = {
  code: () => newCode().replace(/^(.{4})/, '$1-'),
  digits: () => String(randomInt(10 ** PHONE_DIGITS)).padStart(PHONE_DIGITS, '0'),
  number: () => newTypedNumber(),
  none: () => '',
} as const satisfies Record<GrantRule['typed'], () => string>;
