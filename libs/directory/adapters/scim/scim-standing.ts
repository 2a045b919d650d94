import type { SettingsOf } from '#portals';
import { DirectoryMisconfigured } from '../../directory.faults.js';
import { soundsPrivileged } from '../../domain/privileged-names.js';
import { shaped, type ScimLine } from './scim-line.js';
import { quoted, ScimGroup, ScimGroupList, type ScimUser } from './scim-wire.js';

/** Of all groups above one user; whoever is in more counts as one who stands over others. */
const MOST_GROUPS = 1_000;
const GROUPS_AT_ONCE = 200;
/** Of one question, which stands in an address. */
const MEMBERS_AT_ONCE = 20;
/** One step of a path, never a way out of it. */
const STEP = /^(?!\.{1,2}$)[^\p{Cc}]{1,1000}$/u;
/** The service has no groups (RFC 7644 section 3.12), or does not search them, or not for us. */
const NO_GROUPS = [400, 403, 404, 501];

/** Who stands over others in a service: by `roles`, `entitlements` and groups that are called so, or that the profile names. */
export class ScimStanding {
  constructor(private readonly line: ScimLine, private readonly settings: SettingsOf<'scim'>) {}

  async of(user: ScimUser): Promise<{ readonly privileged: boolean; readonly excluded: boolean }> {
    const granted = [...(user.roles ?? []), ...(user.entitlements ?? [])].flatMap(({ value, display, type }) => [value, display, type]);
    // Services may leave `groups` out, or name only those that somebody is in directly (RFC 7643 section 4.1.2): the groups are asked who is in them.
    const told = user.groups?.flatMap(({ value, display }) => [value, display]);
    const { groups, isWhole } = await this.#groupsOf(user, told !== undefined);
    const names = [...granted, ...(told ?? []), ...groups].filter((name) => name !== undefined);
    const isIn = (...wanted: readonly string[]): boolean => names.some((name) => wanted.includes(name));
    const { privilegedGroups, privilegedRoles, excludedGroups, excludedRoles } = this.settings;
    return { privileged: !isWhole || names.some(soundsPrivileged) || isIn(...privilegedGroups, ...privilegedRoles), excluded: isIn(...excludedGroups, ...excludedRoles) };
  }

  /** Whether the service tells us of groups at all. */
  async seesGroups(): Promise<boolean> {
    return (await this.line.call({ method: 'GET', path: '/Groups?count=1' }, NO_GROUPS)).status < 300;
  }

  /** Whether there is a group of exactly this name or id that the service shows us; services compare names more loosely than we do. */
  async hasGroup(named: string): Promise<boolean> {
    const byName = await this.line.call({ method: 'GET', path: `/Groups?${new URLSearchParams({ filter: `displayName eq ${quoted(named)}`, count: '50', excludedAttributes: 'members' })}` }, NO_GROUPS);
    if (byName.status < 300 && (shaped(ScimGroupList, byName.body).Resources ?? []).some(({ displayName }) => displayName === named)) return true;
    if (!STEP.test(named)) return false;
    const byId = await this.line.call({ method: 'GET', path: `/Groups/${encodeURIComponent(named)}?excludedAttributes=members` }, NO_GROUPS);
    return byId.status < 300 && shaped(ScimGroup, byId.body).id === named;
  }

  /**
   * Names and ids of the groups that the service finds the user, or the groups that it told of the user, in; through any
   * number of groups. `isWhole`: it showed us as many as it says that there are, and there were not too many to look at.
   *
   * @throws DirectoryMisconfigured where the profile names groups and the service does not say who is in any
   */
  async #groupsOf({ id, groups = [] }: ScimUser, areTold: boolean): Promise<{ readonly groups: readonly string[]; readonly isWhole: boolean }> {
    const known = new Map<string, string>();
    let members = [id, ...groups.flatMap(({ value }) => value ?? [])];
    let isWhole = true;
    while (members.length > 0 && known.size < MOST_GROUPS) {
      const page = await this.#groupsWith(members.splice(0, MEMBERS_AT_ONCE));
      if (!page) {
        const [named] = areTold ? [] : [...this.settings.privilegedGroups, ...this.settings.excludedGroups];
        if (named !== undefined) throw new DirectoryMisconfigured(`the profile names the group ${named}, and the service does not tell who is in its groups (members.value)`);
        // Who was found in groups, and those groups cannot be asked about: nobody knows what lies above.
        return { groups: [...known].flat(), isWhole: isWhole && known.size === 0 };
      }
      isWhole &&= page.isWhole;
      const fresh = page.groups.filter((group) => !known.has(group.id));
      for (const group of fresh) known.set(group.id, group.displayName ?? '');
      members = [...members, ...fresh.map((group) => group.id)];
    }
    return { groups: [...known].flat(), isWhole: isWhole && members.length === 0 };
  }

  /** The groups that have one of these as a member, page by page: a service may show fewer at a time than it was asked for. Undefined: it has no groups, or does not tell. */
  async #groupsWith(members: readonly string[]): Promise<{ readonly groups: readonly ScimGroup[]; readonly isWhole: boolean } | undefined> {
    const filter = members.map((member) => `members.value eq ${quoted(member)}`).join(' or ');
    const found = new Map<string, ScimGroup>();
    while (found.size < MOST_GROUPS) {
      const query = new URLSearchParams({ filter, startIndex: `${found.size + 1}`, count: `${GROUPS_AT_ONCE}`, excludedAttributes: 'members' });
      const { status, body } = await this.line.call({ method: 'GET', path: `/Groups?${query}` }, NO_GROUPS);
      if (status >= 300) return found.size === 0 ? undefined : { groups: [...found.values()], isWhole: false };
      const { totalResults, Resources = [] } = shaped(ScimGroupList, body);
      const before = found.size;
      for (const group of Resources) found.set(group.id, group);
      if (totalResults === undefined ? Resources.length < GROUPS_AT_ONCE : found.size >= totalResults) return { groups: [...found.values()], isWhole: true };
      // It says that there are more, and shows none.
      if (found.size === before) break;
    }
    return { groups: [...found.values()], isWhole: false };
  }
}
