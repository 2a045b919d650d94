import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { DirectoryPasswordRefused, DirectoryRefused } from '../../directory.faults.js';
import { ServerFault } from '../http/json-call.js';
import type { KeycloakLine } from './keycloak-line.js';
import { Credential, isPerson, User } from './user-to-account.js';

/** A reference is one step of a path, never a way out of it. */
const REF = /^(?!\.+$)[\w.:@+-]{1,255}$/u;
const Brake = z.object({ disabled: z.boolean(), numFailures: z.number().default(0), numSecondaryAuthFailures: z.number().optional(), lastFailure: z.number().default(0) });
/**
 * What brute-force detection holds against an account: whether it keeps everybody out, how many failed sign-ins it has counted, how many of
 * these failed at the code after a right password (newer servers), and when the last (ms of the server's clock; 0: none).
 */
export type Brake = z.output<typeof Brake>;
/** What another writer of the same account takes (ms). */
const WRITTEN_AGAIN_MS = 250;
const Named = z.object({ name: z.string() });
const Group = z.object({
  id: z.string().min(1), name: z.string(), path: z.string().default(''),
  attributes: z.record(z.string(), z.array(z.string())).default({}), realmRoles: z.array(z.string()).default([]), clientRoles: z.record(z.string(), z.array(z.string())).default({}),
});
export type Group = z.output<typeof Group>;
/** A hit lies below the groups above it. */
interface FoundGroup {
  readonly name: string;
  readonly subGroups: readonly FoundGroup[];
}
const FoundGroup: z.ZodType<FoundGroup> = z.object({ name: z.string(), get subGroups() { return z.array(FoundGroup).default([]); } });
const Mappings = z.object({ clientMappings: z.record(z.string(), z.object({ id: z.string().min(1) })).default({}) });

/** What may be written with `PUT /users/{id}`; what is left out stays as it is, but `attributes` replaces everything. */
export interface UserChange {
  readonly username?: string;
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly enabled?: boolean;
  readonly requiredActions?: readonly string[];
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
}

/** The users of one realm, one method a call of the admin API. */
export class KeycloakUsers {
  constructor(private readonly line: KeycloakLine) {}

  async search(query: string, first: number, max: number): Promise<User[]> {
    return (await this.page(query, first, max)).filter(isPerson);
  }

  /** As `search`, with clients' own accounts: only so their number says whether there is more. */
  async page(query: string, first: number, max: number): Promise<User[]> {
    return read(z.array(User), await this.line.ask('GET', `/users?${query}${query === '' ? '' : '&'}briefRepresentation=false&first=${first}&max=${max}`));
  }

  async get(ref: string): Promise<User | undefined> {
    const answer = REF.test(ref) ? await this.line.ask('GET', `/users/${encodeURIComponent(ref)}`) : undefined;
    const user = answer === undefined ? undefined : read(User, answer);
    return user && isPerson(user) ? user : undefined;
  }

  /** @throws DirectoryRefused when there is no such account */
  async existing(ref: string): Promise<User> {
    const user = await this.get(ref);
    if (!user) throw new DirectoryRefused(`there is no account ${ref}`);
    return user;
  }

  async change(ref: string, change: UserChange): Promise<void> {
    await this.#must('PUT', ref, '', change);
  }

  /**
   * A server without its admin console answers what its policy refuses as it answers a fault (`hasWordsForPolicy`). There, and only
   * there, it is asked once more, since two writers of one password fail like that as well; said twice it is a no.
   *
   * @throws DirectoryPasswordRefused
   */
  async resetPassword(ref: string, value: string, temporary: boolean): Promise<void> {
    const write = (): Promise<void> => this.#must('PUT', ref, '/reset-password', { type: 'password', value, temporary });
    try {
      await write();
    } catch (error) {
      if (!isWordless(error) || (await this.line.hasWordsForPolicy())) throw error;
      await wait(WRITTEN_AGAIN_MS);
      await write().catch((again: unknown) => {
        throw isWordless(again) ? new DirectoryPasswordRefused('Keycloak failed twice at this password, and without its admin console it has no other words for its policy', again) : again;
      });
    }
  }

  /** Ends every session, and makes tokens from before stale, also those for offline use. */
  async logout(ref: string): Promise<void> {
    await this.#must('POST', ref, '/logout');
  }

  /** Gone already counts as done. */
  async delete(ref: string): Promise<void> {
    await this.line.ask('DELETE', `/users/${encodeURIComponent(ref)}`);
  }

  async credentials(ref: string): Promise<Credential[]> {
    return read(z.array(Credential), await this.line.ask('GET', `/users/${encodeURIComponent(ref)}/credentials`) ?? []);
  }

  async deleteCredential(ref: string, id: string): Promise<void> {
    await this.line.ask('DELETE', `/users/${encodeURIComponent(ref)}/credentials/${encodeURIComponent(id)}`);
  }

  async brakeOf(ref: string, until?: number): Promise<Brake> {
    return read(Brake, await this.line.ask('GET', `/attack-detection/brute-force/users/${encodeURIComponent(ref)}`, undefined, until) ?? { disabled: false });
  }

  async isLocked(ref: string): Promise<boolean> {
    return (await this.brakeOf(ref)).disabled;
  }

  /** Whether the realm counts failed sign-ins; false also where it does not tell us. */
  async hasBrake(until?: number): Promise<boolean> {
    return z.object({ bruteForceProtected: z.literal(true) }).safeParse(await this.line.ask('GET', '', undefined, until)).success;
  }

  /** How many failed sign-ins lock an account; undefined where the realm does not tell us, as it does to nobody with the least rights. */
  async lockingFailures(): Promise<number | undefined> {
    return z.object({ failureFactor: z.number().int().positive() }).safeParse(await this.line.ask('GET', '')).data?.failureFactor;
  }

  async forgetWrongPasswords(ref: string, until?: number): Promise<void> {
    await this.line.ask('DELETE', `/attack-detection/brute-force/users/${encodeURIComponent(ref)}`, undefined, until);
  }

  /** Realm roles, also by groups and composites. */
  async realmRoles(ref: string): Promise<string[]> {
    return read(z.array(Named), await this.line.ask('GET', `/users/${encodeURIComponent(ref)}/role-mappings/realm/composite?briefRepresentation=true`) ?? []).map(({ name }) => name);
  }

  /** Of one client, also by groups and composites; nothing where that client is not shown to us. */
  async clientRoles(ref: string, clientId: string): Promise<string[]> {
    return read(z.array(Named), await this.line.ask('GET', `/users/${encodeURIComponent(ref)}/role-mappings/clients/${encodeURIComponent(clientId)}/composite?briefRepresentation=true`) ?? []).map(({ name }) => name);
  }

  /** The id of a client that gives this account roles; undefined: none that we may see. */
  async clientOf(ref: string, isIt: (client: string) => boolean): Promise<string | undefined> {
    const { clientMappings } = read(Mappings, await this.line.ask('GET', `/users/${encodeURIComponent(ref)}/role-mappings`) ?? {});
    return Object.entries(clientMappings).find(([client]) => isIt(client))?.[1].id;
  }

  /** Those that the account itself is in, with their attributes and the roles that they give. */
  async groups(ref: string): Promise<Group[]> {
    return read(z.array(Group), await this.line.ask('GET', `/users/${encodeURIComponent(ref)}/groups?briefRepresentation=false&max=500`) ?? []);
  }

  /** By its path; undefined: there is none, or we may not see it. */
  async groupAt(path: string): Promise<Group | undefined> {
    const answer = await this.line.ask('GET', `/group-by-path${path.split('/').map(encodeURIComponent).join('/')}`);
    return answer === undefined ? undefined : read(Group, answer);
  }

  /** Whether there is a group of this name, or with this path, that we may see. */
  async hasGroup(named: string): Promise<boolean> {
    if (named.startsWith('/') && (await this.groupAt(named)) !== undefined) return true;
    const found = read(z.array(FoundGroup), await this.line.ask('GET', `/groups?${new URLSearchParams({ search: named, exact: 'true', max: '100' })}`) ?? []);
    const isIn = (groups: readonly FoundGroup[]): boolean => groups.some(({ name, subGroups }) => name === named || isIn(subGroups));
    return isIn(found);
  }

  /** What our account may do with this one, as Keycloak itself sees it. */
  async rights(ref: string): Promise<Readonly<Record<string, boolean>>> {
    return read(z.object({ access: z.record(z.string(), z.boolean()).default({}) }), await this.line.ask('GET', `/users/${encodeURIComponent(ref)}`) ?? {}).access;
  }

  async #must(method: 'PUT' | 'POST', ref: string, path: string, body?: unknown): Promise<void> {
    if ((await this.line.ask(method, `/users/${encodeURIComponent(ref)}${path}`, body)) === undefined) throw new DirectoryRefused(`there is no account ${ref}`);
  }
}

/** A fault that Keycloak itself speaks of, and not what stands in front of it. */
function isWordless(error: unknown): error is ServerFault {
  return error instanceof ServerFault && error.status === 500 && z.object({ error: z.literal('unknown_error') }).safeParse(error.body).success;
}

function read<Shape extends z.ZodType>(shape: Shape, answer: unknown): z.output<Shape> {
  const given = shape.safeParse(answer);
  if (given.success) return given.data;
  const [issue] = given.error.issues;
  throw new DirectoryRefused(`Keycloak answered something else: ${issue?.path.join('.')} ${issue?.message}`);
}
