import { isPermitted, sees, type Place, type Rights } from '#agents';
import { refuse, type Refusal } from '#kernel';

/** Why this person may not write on this ticket; undefined when they may. One that they do not see is not there (R54). */
export function writingRefused(who: Rights, ticket: Place): Refusal | undefined {
  if (!sees(who, ticket)) return refuse('tickets.unknown');
  return isPermitted(who, 'tickets.write', ticket) ? undefined : refuse('agents.not-permitted', { missing: ['tickets.write'] });
}
