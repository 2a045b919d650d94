import type { SettingsOf } from '#portals';
import { Fault } from '#kernel';
import { DirectoryUnreachable } from '../../directory.faults.js';
import type { DirectoryFinding } from '../../directory.js';
import { knownAgainst } from './advisories.js';
import type { KeycloakLine } from './keycloak-line.js';
import type { KeycloakStanding } from './keycloak-standing.js';
import type { KeycloakUsers } from './keycloak-users.js';
import type { NamedGroups } from '../remote/named-groups.js';

const NEEDED = ['manage-users', 'view-users', 'query-users'];
/** Comes along with the needed ones. */
const HARMLESS = [...NEEDED, 'query-groups'];

export interface ExaminedKeycloak {
  readonly line: KeycloakLine;
  readonly users: KeycloakUsers;
  readonly standing: KeycloakStanding;
  readonly namedGroups: NamedGroups;
  readonly settings: SettingsOf<'keycloak'>;
}

/** What `rekey doctor` says about a realm: whether we may do what we must, and no more; and whether the server is safe. */
export async function examineKeycloak({ line, users, standing, namedGroups, settings }: ExaminedKeycloak): Promise<readonly DirectoryFinding[]> {
  return [...(await searching(users)), ...(await rights(line)), await privileged(standing, settings), ...(await groups(namedGroups)), await version(line, settings), ...(await directGrants(line, settings))];
}

async function searching(users: KeycloakUsers): Promise<DirectoryFinding[]> {
  const cure = 'give the service account the roles manage-users, view-users and query-users of the client realm-management';
  try {
    const [first] = await users.search('', 0, 5);
    if (!first) return [{ what: 'search', ok: false, detail: 'the realm has no users that we see', cure: 'check the realm in the profile' }];
    const { view = false, manage = false, resetPassword = false } = await users.rights(first.id);
    await users.isLocked(first.id);
    return [
      { what: 'search', ok: view, detail: 'accounts are found', cure },
      { what: 'changing accounts', ok: manage && resetPassword, detail: manage && resetPassword ? 'we may change accounts and set passwords' : 'we may not change accounts', cure },
    ];
  } catch (error) {
    if (error instanceof DirectoryUnreachable || !(error instanceof Fault)) throw error;
    return [{ what: 'search', ok: false, detail: error.message, cure }];
  }
}

/** As the token says. A client whose tokens carry no roles says nothing here, and the calls above say it all. */
async function rights(line: KeycloakLine): Promise<DirectoryFinding[]> {
  const roles = await line.roles();
  const excess = roles.filter((role) => !HARMLESS.includes(role));
  return excess.length === 0 ? [] : [{ what: 'least rights', ok: false, detail: `the service account may more than it needs: ${excess.join(', ')}`, cure: `take away all but ${NEEDED.join(', ')}` }];
}

/** Without the view of that one client, roles of `realm-management` that an account has by itself are not shown to us. */
async function privileged(standing: KeycloakStanding, { realm, privilegedGroups, privilegedRoles }: SettingsOf<'keycloak'>): Promise<DirectoryFinding> {
  const what = 'privileged accounts';
  if (await mayAsk(standing)) return { what, ok: true, detail: 'known by their roles of realm-management' };
  const isNamed = realm === 'master' || privilegedGroups.length > 0 || privilegedRoles.some((role) => role !== 'admin');
  return {
    what, ok: isNamed, detail: isNamed ? 'known by roles and groups, also those of the profile' : 'Keycloak shows us no roles of realm-management that an account has by itself, and the profile names no role or group of administrators',
    cure: 'give the client a permission to view the client realm-management (KEYCLOAK.md), or name the administrators\' group or realm role in privilegedGroups or privilegedRoles',
  };
}

/** Without the right to look at groups there is one sentence for all of them: the rights above say what to do. */
async function groups(namedGroups: NamedGroups): Promise<DirectoryFinding[]> {
  try {
    return await namedGroups.examine();
  } catch (error) {
    if (error instanceof DirectoryUnreachable || !(error instanceof Fault)) throw error;
    return [{ what: 'groups of the profile', ok: false, detail: error.message, cure: 'give the service account the role view-users of the client realm-management' }];
  }
}

function mayAsk(standing: KeycloakStanding): Promise<boolean> {
  return standing.seesManagement().catch((error: unknown) => {
    if (error instanceof DirectoryUnreachable || !(error instanceof Fault)) throw error;
    return false;
  });
}

async function version(line: KeycloakLine, { serverVersion }: SettingsOf<'keycloak'>): Promise<DirectoryFinding> {
  const what = 'server version';
  const running = (await line.version()) ?? serverVersion;
  if (running === undefined) {
    return { what, ok: false, detail: 'the server does not tell its version to our account', cure: 'write serverVersion into the profile, as an administrator of the server sees it; never below 26.4.12, 26.6.2 or 26.7.2 of its line' };
  }
  const known = knownAgainst(running);
  if (known.length === 0) return { what, ok: true, detail: `${running}: nothing known against it` };
  return { what, ok: false, detail: `${running}: ${known.map(({ id, what: flaw }) => `${id}, ${flaw}`).join('; ')}`, cure: 'update Keycloak to 26.7.2 or later, or to 26.4.12 or 26.6.2 within its line' };
}

/** Not a must: without it a person may choose the password that was there already. */
async function directGrants(line: KeycloakLine, { checksSignIn }: SettingsOf<'keycloak'>): Promise<DirectoryFinding[]> {
  const mayAsk = (await line.opens('rekey-doctor-looks-for-nobody', 'no password')) !== 'unknown';
  return [
    { what: 'old passwords', ok: true, detail: mayAsk ? 'a password that is there already is refused as a new one' : 'the client has no direct access grants: nobody tells whether a new password is the old one' },
    ...(checksSignIn ? [{ what: 'sign-in of vouchers', ok: mayAsk, detail: mayAsk ? 'password and code are checked by the realm' : 'the profile says checksSignIn, but the client has no direct access grants', cure: 'switch "Direct access grants" of the client on, or checksSignIn off' }] : []),
  ];
}
