import { DirectoryMisconfigured } from '../../directory.faults.js';
import type { DirectoryFinding } from '../../directory.js';
import { inTurn } from './in-turn.js';

type Setting = 'privilegedGroups' | 'excludedGroups';
const SETTINGS: readonly Setting[] = ['privilegedGroups', 'excludedGroups'];
/** So long a group that was there is taken to be there: each account read asks again otherwise. One that is gone is never remembered. */
const REMEMBERED_MS = 60_000;
const NOT_READABLE = 'is not there, is no group, or is not shown to our account';

/**
 * The groups that a profile names, whose members stand over others or may not be handled here. One that was renamed,
 * deleted or mistyped has no members as far as anybody can see: its people would be like everybody else. So nobody is read
 * while it cannot be (5.4): that shuts the portal's desk until the profile is mended, and says which group it is.
 */
export class NamedGroups {
  #seenAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly settings: Readonly<Record<Setting, readonly string[]>>, private readonly isReadable: (group: string) => Promise<boolean>) {}

  /** @throws DirectoryMisconfigured when one cannot be read, by its name */
  async mustBeReadable(): Promise<void> {
    if (performance.now() - this.#seenAt < REMEMBERED_MS) return;
    const [missing] = await this.#missing();
    if (missing) throw notReadable(missing.group, missing.setting);
    this.#seenAt = performance.now();
  }

  /** One finding for each that cannot be read; none when all can. */
  async examine(): Promise<DirectoryFinding[]> {
    return (await this.#missing()).map(({ setting, group }) => ({
      what: setting, ok: false, detail: `the group ${group} ${NOT_READABLE}: until then no account of this portal is read`,
      cure: `write the group into ${setting} exactly as the directory names it, take it out if it is gone, let our account read it, or, where it is a role, name it under privilegedRoles or excludedRoles (SCIM, Keycloak)`,
    }));
  }

  async #missing(): Promise<{ readonly setting: Setting; readonly group: string }[]> {
    const named = SETTINGS.flatMap((setting) => [...new Set(this.settings[setting])].map((group) => ({ setting, group })));
    const seen = await inTurn(named, ({ group }) => this.isReadable(group));
    return named.filter((_, at) => !seen[at]);
  }
}

/** For whoever finds out only while looking into the group. */
export function notReadable(group: string, setting: Setting | 'profile' = 'profile'): DirectoryMisconfigured {
  return new DirectoryMisconfigured(`the group ${group} (${setting}) ${NOT_READABLE}`);
}
