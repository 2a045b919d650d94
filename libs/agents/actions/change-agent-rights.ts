import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { whyNotGrant } from '../domain/granting.js';
import { unknownRoles, type Role } from '../domain/permissions.js';
import { limitsAreFit, tidyLimits, type Limits } from '../domain/scope.js';
import { lockGiven } from './lock-given.js';
import { tellRightsChanged } from './rights-news.js';

export interface ChangeRightsCommand {
  readonly agentId: string;
  readonly roles: readonly Role[];
  /** Empty: all. */
  readonly portals: readonly string[];
  readonly limits: Limits;
  readonly reason: string;
  /** Who gives them: an agent with the rights of that moment, or the operator of the machine, who holds everything. */
  readonly actor: Actor;
}

/** What somebody may do, and where: from the next request on, and what they listen to begins anew (R54). */
@Injectable()
export class ChangeAgentRights {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `agents.reason-needed`, `agents.no-role`, `agents.role-unknown`, `agents.limits-unfit`, `agents.unknown`, `agents.own-account`, `agents.not-permitted`, `agents.beyond-own-rights`. */
  run({ agentId, actor, ...command }: ChangeRightsCommand): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    const rights = { roles: [...new Set(command.roles)], portals: [...new Set(command.portals)].toSorted(), limits: tidyLimits(command.limits, command.portals) };
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      if (command.reason.trim() === '') return refuse('agents.reason-needed');
      if (rights.roles.length === 0) return refuse('agents.no-role');
      const unknown = unknownRoles(rights.roles);
      if (unknown.length > 0) return refuse('agents.role-unknown', { missing: unknown });
      if (!limitsAreFit(command.limits)) return refuse('agents.limits-unfit');
      // What they have now counts too: nobody takes from somebody what they could not give back.
      const given = await lockGiven(tx, agentId, actor);
      if (!given.allowed) return given;
      const { agent, giver } = given;
      if (agent.disabledAt) return refuse('agents.unknown');
      const refused = giver && whyNotGrant(giver, rights);
      if (refused) return refused;
      const before = { roles: agent.roles, portals: agent.portals, limits: agent.limits };
      Object.assign(agent, rights);
      await tx.flush();
      await tellRightsChanged(tx, agentId);
      await this.audit.record(tx, { portalKey: null, verb: 'agent.rights-changed', actor, outcome: 'done', detail: { agentId, before, after: rights, reason: command.reason.trim() }, now });
      return { allowed: true };
    });
  }
}
