import { isPermitted, type Role } from '#agents';
import { refuse, type Refusal } from '#kernel';

/** Why this person may not write on tickets of this portal; undefined when they may. */
export function writingRefused(who: { readonly roles: readonly Role[]; readonly portals: readonly string[] }, portalKey: string): Refusal | undefined {
  return isPermitted(who, 'tickets.write', portalKey) ? undefined : refuse('agents.not-permitted', { missing: ['tickets.write'] });
}
