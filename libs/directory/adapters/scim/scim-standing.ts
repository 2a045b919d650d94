import type { SettingsOf } from '#portals';
import { soundsPrivileged } from '../../domain/privileged-names.js';
import { shaped, type ScimLine } from './scim-line.js';
import { quoted, ScimGroupList, type ScimUser } from './scim-wire.js';

/** Groups in groups in groups. */
const MOST_STEPS = 3;
/** The service has no groups (RFC 7644 section 3.12), or does not search them, or not for us. */
const NO_GROUPS = [400, 403, 404, 501];

/** Who stands over others in a service: by `roles`, `entitlements` and groups that are called so, or that the profile names. */
export class ScimStanding {
  constructor(private readonly line: ScimLine, private readonly settings: SettingsOf<'scim'>) {}

  async of(user: ScimUser): Promise<{ readonly privileged: boolean; readonly excluded: boolean }> {
    const granted = [...(user.roles ?? []), ...(user.entitlements ?? [])].flatMap(({ value, display, type }) => [value, display, type]);
    // Services may leave `groups` out (RFC 7643 section 4.1.2): then the groups are asked who is in them.
    const groups = user.groups?.flatMap(({ value, display }) => [value, display]) ?? (await this.#groupsOf(user.id));
    const names = [...granted, ...groups].filter((name) => name !== undefined);
    const isIn = (wanted: readonly string[]): boolean => names.some((name) => wanted.includes(name));
    return { privileged: names.some(soundsPrivileged) || isIn(this.settings.privilegedGroups), excluded: isIn(this.settings.excludedGroups) };
  }

  /** Whether the service tells us of groups at all. */
  async seesGroups(): Promise<boolean> {
    return (await this.line.call({ method: 'GET', path: '/Groups?count=1' }, NO_GROUPS)).status < 300;
  }

  async #groupsOf(id: string): Promise<string[]> {
    const known = new Map<string, string>();
    for (let step = 0, members = [id]; step < MOST_STEPS && members.length > 0; step += 1) {
      const filter = members.map((member) => `members.value eq ${quoted(member)}`).join(' or ');
      const { status, body } = await this.line.call({ method: 'GET', path: `/Groups?${new URLSearchParams({ filter, count: '200', excludedAttributes: 'members' })}` }, NO_GROUPS);
      if (status >= 300) break;
      const fresh = (shaped(ScimGroupList, body).Resources ?? []).filter((group) => !known.has(group.id));
      for (const group of fresh) known.set(group.id, group.displayName ?? '');
      members = fresh.map((group) => group.id);
    }
    return [...known].flat();
  }
}
