import { refuse, type Refusal } from '#kernel';
import { isPermitted, type Rights } from './permissions.js';
import { isWithin, seesEverything } from './scope.js';

/**
 * Why somebody may not give, or take, these rights; undefined: they may. Nobody gives what they do not hold (R54): not
 * where, and not what. Whoever manages the whole house holds every role in this sense, for somebody has to.
 */
export function whyNotGrant(giver: Rights, rights: Rights): Refusal | undefined {
  if (!isPermitted(giver, 'agents.manage')) return refuse('agents.not-permitted', { missing: ['agents.manage'] });
  const holdsRoles = seesEverything(giver) || rights.roles.every((role) => giver.roles.includes(role));
  return holdsRoles && isWithin(rights, giver) ? undefined : refuse('agents.beyond-own-rights');
}
