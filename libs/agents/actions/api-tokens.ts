import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, hashToken, MINUTE_MS, newId, newToken, refuse, type Actor, type Refusal } from '#kernel';
import { Database } from '#persistence';
import type { TokenCaller } from '../signed-in.js';
import { Agent } from '../store/agent.entity.js';
import { ApiToken } from '../store/agent-session.entity.js';
import { lockAgent } from '../store/agents.queries.js';
import { callerFrom } from './signed-in-from.js';

/** So that a secret scanner and a reader of a log know what it is. */
const PREFIX = 'rekey_';

/** Makes a bearer token for an integration that acts as this agent. Shown once. Refuses with `agents.unknown`. */
@Injectable()
export class IssueApiToken {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  run({ agentId, name, actor }: { readonly agentId: string; readonly name: string; readonly actor: Actor }): Promise<{ allowed: true; tokenId: string; token: string } | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const agent = await lockAgent(tx, agentId);
      if (!agent || agent.disabledAt) return refuse('agents.unknown');
      const token = PREFIX + newToken();
      const tokenId = newId();
      tx.persist(tx.create(ApiToken, { id: tokenId, createdAt: now, agentId, name, tokenHash: hashToken(token) }));
      await tx.flush();
      await this.audit.record(tx, { portalKey: null, verb: 'agent.token-issued', actor, outcome: 'done', detail: { agentId, tokenId }, now });
      return { allowed: true, tokenId, token };
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
      const agent = row && (await em.findOne(Agent, { id: row.agentId, disabledAt: null }));
      if (!row || !agent) return undefined;
      if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= MINUTE_MS) await em.nativeUpdate(ApiToken, { id: row.id }, { lastUsedAt: now });
      return { ...callerFrom(agent, 'token'), tokenId: row.id };
    });
  }
}
