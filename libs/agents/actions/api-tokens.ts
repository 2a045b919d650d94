import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, hashToken, MINUTE_MS, newId, newToken, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import type { TokenCaller } from '../signed-in.js';
import { Agent } from '../store/agent.entity.js';
import { ApiToken } from '../store/agent-session.entity.js';
import { lockAgent } from '../store/agents.queries.js';
import { tellRightsChanged } from './rights-news.js';
import { callerFrom } from './signed-in-from.js';

/** So that a secret scanner and a reader of a log know what it is. */
const PREFIX = 'rekey_';

/** What a token is called: one line, so that a list can be read. */
const LONGEST_NAME = 80;

export interface IssueApiTokenCommand {
  readonly agentId: string;
  /** For which program it is; one line. */
  readonly name: string;
  /** Until when it opens anything; left out: until it is revoked. */
  readonly expiresAt?: Date | undefined;
  readonly actor: Actor;
}

/** Makes a bearer token for an integration that acts as this agent. Shown once. Refuses with `agents.unknown`, `agents.token-name-unfit`. */
@Injectable()
export class IssueApiToken {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  async run({ agentId, name: given, expiresAt, actor }: IssueApiTokenCommand): Promise<{ allowed: true; tokenId: string; token: string } | Refusal> {
    const now = this.clock.now();
    const name = given.trim();
    if (name === '' || name.length > LONGEST_NAME || /\p{Cc}/u.test(name)) return refuse('agents.token-name-unfit', { missing: [`1–${LONGEST_NAME}`] });
    return this.database.transaction(async (tx) => {
      const agent = await lockAgent(tx, agentId);
      if (!agent || agent.disabledAt) return refuse('agents.unknown');
      const token = PREFIX + newToken();
      const tokenId = newId();
      tx.persist(tx.create(ApiToken, { id: tokenId, createdAt: now, agentId, name, tokenHash: hashToken(token), expiresAt: expiresAt ?? null }));
      await tx.flush();
      await this.audit.record(tx, { portalKey: null, verb: 'agent.token-issued', actor, outcome: 'done', detail: { agentId, tokenId, expiresAt: expiresAt?.toISOString() ?? null }, now });
      return { allowed: true, tokenId, token };
    });
  }
}

export interface ApiTokenItem {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** The bearer tokens of an agent, newest first, at most 500; never a token itself, of which nobody keeps more than a hash. */
@Injectable()
export class ListApiTokens {
  constructor(private readonly database: Database) {}

  run(agentId: string): Promise<ApiTokenItem[]> {
    return this.database.read(async (em) => (await em.find(ApiToken, { agentId }, { orderBy: { createdAt: 'desc', id: 'desc' }, limit: 500 })).map(({ id, name, createdAt, expiresAt, lastUsedAt, revokedAt }) => ({
      id, name, createdAt, expiresAt: expiresAt ?? null, lastUsedAt: lastUsedAt ?? null, revokedAt: revokedAt ?? null,
    })));
  }
}

/** Ends a bearer token at once, with what listens by it; a second time changes nothing. Refuses with `agents.token-unknown`. */
@Injectable()
export class RevokeApiToken {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  run({ agentId, tokenId, actor }: { readonly agentId: string; readonly tokenId: string; readonly actor: Actor }): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      await lockAgent(tx, agentId);
      const row = await tx.findOne(ApiToken, { id: tokenId, agentId });
      if (!row) return refuse('agents.token-unknown');
      if (row.revokedAt) return { allowed: true };
      row.revokedAt = now;
      await tx.flush();
      await tellRightsChanged(tx, agentId);
      await this.audit.record(tx, { portalKey: null, verb: 'agent.token-revoked', actor, outcome: 'done', detail: { agentId, tokenId }, now });
      return { allowed: true };
    });
  }
}

/** Who calls with this bearer token; undefined when nobody may. */
@Injectable()
export class ReadApiToken {
  constructor(private readonly database: Database, private readonly clock: Clock) {}

  run(token: string): Promise<TokenCaller | undefined> {
    const now = this.clock.now();
    return this.database.read(async (em) => {
      const row = token.startsWith(PREFIX) ? await em.findOne(ApiToken, { tokenHash: hashToken(token), revokedAt: null }) : null;
      if (row?.expiresAt && row.expiresAt.getTime() <= now.getTime()) return undefined;
      const agent = row && (await em.findOne(Agent, { id: row.agentId, disabledAt: null }));
      if (!row || !agent) return undefined;
      if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= MINUTE_MS) await em.nativeUpdate(ApiToken, { id: row.id }, { lastUsedAt: now });
      return { ...callerFrom(agent, 'token'), tokenId: row.id };
    });
  }

  /** Whether a token still holds, without counting as a use of it: for streams that stay open by themselves. */
  isAlive(tokenId: string): Promise<boolean> {
    const now = this.clock.now();
    return this.database.read(async (em) => {
      const row = await em.findOne(ApiToken, { id: tokenId, revokedAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] });
      return row !== null && (await em.count(Agent, { id: row.agentId, disabledAt: null })) === 1;
    });
  }
}
