import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { HouseConfig, type Settings } from '#config';
import { canonicalAddress, hashToken, newCode, newId, newPaperToken, newToken, newTypedNumber, normaliseCode, Sealer, slowHash, type Secret } from '#kernel';
import { insertRows, type EntityManager } from '#persistence';
import { GRANT_RULES, type GrantPurpose, type GrantRule } from '../../domain/grants.js';
import { Grant } from '../../store/grant.entity.js';
import { addGrant, supersede } from '../../store/grants.queries.js';

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
  /** What stays of `typed`, where it is known already. */
  readonly typedHash?: string | undefined;
}

export interface GrantToIssue {
  readonly portalKey: string;
  /** Empty for what belongs to a ticket only. */
  readonly accountRef: string;
  /** Null for what was done to many: whoever objects gets a ticket then. */
  readonly caseId: string | null;
  readonly ticketId: string | null;
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
/** Ready codes lie about in memory; that many are enough for one bundle of mails. */
const MOST_READY = 50;

/** Hands out a link, a code or both. Only hashes of them stay behind (R30). */
@Injectable()
export class IssueGrant {
  /** Codes that belong to nobody yet, with their hashes. */
  readonly #ready: { readonly typed: string; readonly typedHash: string }[] = [];

  constructor(@Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>, private readonly sealer: Sealer) {}

  /**
   * Makes codes ahead: hashing one takes as long as filing twenty mails, and a transaction that others wait for is no
   * place for it. A guess is enough; codes that are left over serve the next, missing ones are made when needed.
   */
  async makeReady(count: number): Promise<void> {
    const missing = Math.min(count, MOST_READY) - this.#ready.length;
    const made = Array.from({ length: Math.max(0, missing) }, async () => {
      const typed = TYPED.code();
      return { typed, typedHash: await slowHash(normaliseCode(typed)) };
    });
    this.#ready.push(...(await Promise.all(made)));
  }

  /** Links are built from the configured address only, never from a request (R28). `onPaper`: somebody has to type it. */
  prepare(purpose: GrantPurpose, portalKey: string, { onPaper = false } = {}): PreparedGrant {
    const { path, typed } = GRANT_RULES[purpose];
    const token = onPaper ? newPaperToken() : newToken();
    return {
      id: newId(), purpose, token, ...((typed === 'code' ? this.#ready.shift() : undefined) ?? { typed: TYPED[typed]() }),
      link: path === null ? '' : `${this.house.PUBLIC_URL}/${path}/${token}`,
      codePage: `${this.house.PUBLIC_URL}/r/code?portal=${encodeURIComponent(portalKey)}`,
    };
  }

  /** Writes the grant down; older ones of the account and purpose die (5.9). */
  async within(tx: EntityManager, prepared: PreparedGrant, about: GrantToIssue): Promise<void> {
    const { purpose, id } = prepared;
    const rule: GrantRule = GRANT_RULES[purpose];
    const codeHash = prepared.typed === '' ? null : (prepared.typedHash ?? (await slowHash(normaliseCode(prepared.typed))));
    if (rule.onlyOne) await supersede(tx, about, purpose, about.now);
    const grant: Grant = {
      id, createdAt: about.now, portalKey: about.portalKey, accountRef: about.accountRef, caseId: about.caseId, ticketId: about.ticketId, actionId: about.actionId ?? null,
      purpose, state: 'unused', tokenHash: rule.path === null ? null : hashToken(prepared.token), codeHash, codeUntil: null, codeTo: null, codeTries: 0,
      sentTo: about.sentTo.includes('@') ? canonicalAddress(about.sentTo) : about.sentTo, channelId: about.channelId ?? null,
      startedByAgentId: about.startedByAgentId ?? null, event: about.event ?? null,
      expiresAt: new Date(about.now.getTime() + (about.lifeMs ?? rule.lifeMs)), openedAt: null, usedAt: null, operationId: null, startedAt: null,
      secretSealed: about.secret ? this.sealer.seal(about.secret.value, sealContext(id), prepared.token) : null, secretEndsAt: about.secret?.endsAt ?? null, scrambledAt: null,
    };
    // Whoever supersedes or revokes must find this one too.
    if (rule.onlyOne) await insertRows(tx, Grant, [grant]);
    else addGrant(tx, grant);
  }
}

/** A secret that waits to be seen opens only with the token of its own link (5.7). */
export function sealContext(grantId: string): string {
  return `grant:${grantId}`;
}

const TYPED = {
  code: () => newCode().replace(/^(.{4})/, '$1-'),
  digits: () => newPhoneCode(),
  number: () => newTypedNumber(),
  none: () => '',
} as const satisfies Record<GrantRule['typed'], () => string>;

/** Six digits, to be read out or sent to a phone. */
export function newPhoneCode(): string {
  return String(randomInt(10 ** PHONE_DIGITS)).padStart(PHONE_DIGITS, '0');
}
