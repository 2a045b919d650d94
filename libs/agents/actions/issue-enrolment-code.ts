import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, hashToken, HOUR_MS, newCode, refuse, type Actor, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { ENROLMENT_CODE_HOURS } from '../domain/second-factors.js';
import { KeyNews } from './key-news.js';
import { lockGiven } from './lock-given.js';

/** 80 random bits: nobody guesses them, so their SHA-256 is enough (ASVS 6.5.2). */
const GROUPS = 4;

/**
 * A code with which an agent who is not inside may bind a sign-in key, once, within a day, together with their password and
 * the code of their app if they have one. Shown once; handed over by voice, never by mail. A new one ends the one before.
 * Whom it is for hears by mail that there is one, not which: somebody may have asked in their name.
 * Refuses with `agents.reason-needed` and what `lockGiven` refuses.
 */
@Injectable()
export class IssueEnrolmentCode {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock, private readonly news: KeyNews) {}

  run(agentId: string, reason: string, actor: Actor): Promise<{ allowed: true; code: string; until: Date } | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      if (reason.trim() === '') return refuse('agents.reason-needed');
      const given = await lockGiven(tx, agentId, actor);
      if (!given.allowed) return given;
      const { agent } = given;
      if (agent.disabledAt) return refuse('agents.unknown');
      const groups = Array.from({ length: GROUPS }, () => newCode(4));
      const until = new Date(now.getTime() + ENROLMENT_CODE_HOURS * HOUR_MS);
      Object.assign(agent, { enrolmentCodeHash: hashToken(groups.join('')), enrolmentCodeUntil: until });
      await tx.flush();
      await this.news.tell(tx, agent, { event: 'enrolment-code-issued', actor, now });
      await this.audit.record(tx, { portalKey: null, verb: 'agent.enrolment-code-issued', actor, outcome: 'done', detail: { agentId, reason: reason.trim() }, now });
      return { allowed: true, code: groups.join('-'), until };
    });
  }
}
