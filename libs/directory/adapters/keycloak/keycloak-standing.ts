import type { SettingsOf } from '#portals';
import { soundsPrivileged } from '../../domain/privileged-names.js';
import type { KeycloakLine } from './keycloak-line.js';
import type { Group, KeycloakUsers } from './keycloak-users.js';

/**
 * Who stands over others in a realm: by realm roles (also inherited), by groups and those above them with the roles that
 * they give, and by any role of `realm-management`, as far as Keycloak shows that client to our account (KEYCLOAK.md).
 */
export class KeycloakStanding {
  #management: Promise<string | undefined> | undefined;

  constructor(private readonly line: KeycloakLine, private readonly users: KeycloakUsers, private readonly settings: SettingsOf<'keycloak'>) {}

  async of(ref: string): Promise<{ readonly privileged: boolean; readonly excluded: boolean }> {
    const { privilegedRoles, privilegedGroups, excludedGroups } = this.settings;
    const [roles, groups, managing] = await Promise.all([this.users.realmRoles(ref), this.groups(ref), this.#managing(ref)]);
    const isIn = (wanted: readonly string[]): boolean => groups.some(({ name, path }) => wanted.some((one) => one === name || one === path || path.startsWith(`${one}/`)));
    const all = [...roles, ...groups.flatMap(({ realmRoles }) => realmRoles)];
    const isPrivileged = managing.length > 0 || all.some((role) => privilegedRoles.includes(role) || soundsPrivileged(role)) || groups.some((group) => this.#lifts(group)) || isIn(privilegedGroups);
    return { privileged: isPrivileged, excluded: isIn(excludedGroups) };
  }

  /** Whether Keycloak shows us who has roles of `realm-management`. */
  async seesManagement(): Promise<boolean> {
    return (await this.#managementId()) !== undefined;
  }

  /** Those of the account, and all above them, whose roles are theirs too. */
  async groups(ref: string): Promise<readonly Group[]> {
    const own = await this.users.groups(ref);
    const above = [...new Set(own.flatMap(({ path }) => pathsAbove(path)))].filter((path) => !own.some((group) => group.path === path));
    return [...own, ...(await Promise.all(above.map((path) => this.users.groupAt(path)))).filter((group) => group !== undefined)];
  }

  #lifts({ name, clientRoles }: Group): boolean {
    return soundsPrivileged(name) || Object.entries(clientRoles).some(([client, roles]) => roles.length > 0 && (this.#isManagement(client) || roles.some(soundsPrivileged)));
  }

  /** In the master realm each realm has a client of its own for that. */
  #isManagement(client: string): boolean {
    return client === 'realm-management' || (this.settings.realm === 'master' && client.endsWith('-realm'));
  }

  async #managing(ref: string): Promise<readonly string[]> {
    const id = await this.#managementId();
    return id === undefined ? [] : this.users.clientRoles(ref, id);
  }

  /** Known by the roles of our own account, where we may see the client that gives them. Asked until it is known: the right may be given any day. */
  async #managementId(): Promise<string | undefined> {
    const asked = this.#management ??= this.line.ownId().then(async (own) => (own === undefined ? undefined : this.users.clientOf(own, (client) => this.#isManagement(client))));
    const id = await asked.catch((error: unknown) => {
      if (this.#management === asked) this.#management = undefined;
      throw error;
    });
    if (id === undefined && this.#management === asked) this.#management = undefined;
    return id;
  }
}

/** `/house/cellar/corner` → `/house`, `/house/cellar`. A slash in a name is written `~/` there. */
function pathsAbove(path: string): string[] {
  const steps = path.split(/(?<!~)\//).slice(1, -1);
  return steps.map((_, at) => `/${steps.slice(0, at + 1).join('/')}`);
}
