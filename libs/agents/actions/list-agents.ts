import { Injectable } from '@nestjs/common';
import type { Locale } from '#kernel';
import { Database } from '#persistence';
import { knownLocale } from '../domain/known-locale.js';
import { knownRoles, type Role } from '../domain/permissions.js';
import type { Limits } from '../domain/scope.js';
import { hasSecondFactor } from '../domain/second-factors.js';
import { Agent } from '../store/agent.entity.js';

export interface AgentItem {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly code: string;
  readonly roles: Role[];
  readonly portals: string[];
  readonly limits: Limits;
  readonly locale: Locale;
  readonly hasSecondFactor: boolean;
  /** How many sign-in keys they have. */
  readonly keys: number;
  readonly trained: boolean;
  readonly disabledAt: Date | null;
}

/** Everybody at the desk, by name; those who were sent away last. */
@Injectable()
export class ListAgents {
  constructor(private readonly database: Database) {}

  run(): Promise<AgentItem[]> {
    return this.database.read(async (em) => {
      const agents = await em.find(Agent, {}, { orderBy: [{ disabledAt: 'asc nulls first' }, { displayName: 'asc' }], limit: 1_000 });
      return agents.map(({ id, email, displayName, code, roles, portals, limits, locale, totpConfirmedAt, keys, trainedAt, disabledAt }) => ({
        id, email, displayName, code, roles: knownRoles(roles), portals, limits, locale: knownLocale(locale), hasSecondFactor: hasSecondFactor({ totp: totpConfirmedAt != null, keys }), keys, trained: trainedAt != null, disabledAt: disabledAt ?? null,
      }));
    });
  }
}
