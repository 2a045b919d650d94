import type { Scope } from '#agents';
import type { PortalProfile } from './profile.js';

/** Portals and queues that rights name and no profile knows, as `school` and `school:office`: rights in a place that is not there would shut somebody out without saying so. */
export function unknownPlaces(profiles: readonly Pick<PortalProfile, 'key' | 'queues'>[], { portals, limits = {} }: Scope): string[] {
  const queuesOf = new Map(profiles.map(({ key, queues }) => [key, queues.map((queue) => queue.key)]));
  const unknown = [...new Set([...portals, ...Object.keys(limits)])].filter((key) => !queuesOf.has(key));
  return [...unknown, ...Object.entries(limits).flatMap(([key, { queues = [] }]) => queues.filter((queue) => queuesOf.get(key)?.includes(queue) === false).map((queue) => `${key}:${queue}`))];
}
