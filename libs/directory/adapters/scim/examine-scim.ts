import { Fault } from '#kernel';
import type { SettingsOf } from '#portals';
import { DirectoryUnreachable } from '../../directory.faults.js';
import type { AccountQuery, DirectoryFinding } from '../../directory.js';
import type { NamedGroups } from '../remote/named-groups.js';
import { shaped, type ScimLine } from './scim-line.js';
import type { ScimStanding } from './scim-standing.js';
import { ScimList, ScimServiceConfig, ScimUser, withoutNulls } from './scim-wire.js';

export interface ExaminedScim {
  readonly line: ScimLine;
  readonly standing: ScimStanding;
  readonly namedGroups: NamedGroups;
  readonly settings: SettingsOf<'scim'>;
  search(query: AccountQuery): Promise<unknown>;
}

/** What `rekey doctor` says about a service: what it says of itself (RFC 7643 section 5), and what it does when it is tried. */
export async function examineScim({ line, standing, namedGroups, settings: { passwordWorks, privilegedGroups }, search }: ExaminedScim): Promise<readonly DirectoryFinding[]> {
  const { body } = await line.call({ method: 'GET', path: '/ServiceProviderConfig' }, [403, 404, 501]);
  const { patch, filter, changePassword } = ScimServiceConfig.safeParse(withoutNulls(body)).data ?? {};
  const seesGroups = await standing.seesGroups();
  const takesPasswords = changePassword?.supported !== false;
  // An address and a name at once, as mails are asked for: services there are that know no `emails.value`, or no `or`.
  const refusal = await refusalOf(() => search({ username: 'rekey-doctor-looks-for-nobody', address: 'rekey-doctor-looks-for-nobody@rekey.invalid' }));
  const searches = filter?.supported !== false && refusal === undefined;
  return [
    { what: 'search', ok: searches, detail: searches ? 'search works' : `the service ${refusal === undefined ? 'says that it cannot search' : `does not take our search: ${refusal}`}`, cure: 'Rekey needs filters on userName and emails.value, and `or` between them' },
    ...(await reading(line, standing)),
    { what: 'changing accounts', ok: patch?.supported !== false, detail: patch?.supported === false ? 'the service takes no PATCH' : 'the service takes changes; whether our token may, no service tells', cure: 'without it accounts can be found and not changed: choose another kind of directory' },
    ...(passwordWorks ? [{ what: 'setting passwords', ok: takesPasswords, detail: takesPasswords ? 'the profile says that passwords work' : 'the service says that it takes no passwords, the profile says that it does', cure: 'take passwordWorks out of the profile, or try it by hand' }] : []),
    { what: 'privileged accounts', ok: seesGroups || privilegedGroups.length > 0, detail: seesGroups ? 'known by their roles and groups' : 'the service shows us no groups', cure: 'let our token read /Groups: otherwise only roles and entitlements count' },
    ...(await namedGroups.examine()),
  ];
}

/** One account as it comes; what it is said to be stays here. None where the service has none yet. */
async function reading(line: ScimLine, standing: ScimStanding): Promise<DirectoryFinding[]> {
  let isThere = false;
  const refusal = await refusalOf(async () => {
    const { Resources: [first] = [] } = await line.ask(ScimList, '/Users?startIndex=1&count=1');
    isThere = first !== undefined;
    if (isThere) await standing.of(shaped(ScimUser, first));
  });
  if (!isThere && refusal === undefined) return [];
  return [{ what: 'reading accounts', ok: refusal === undefined, detail: refusal ?? 'an account can be read', cure: 'let the service write its users as RFC 7643 section 4 says: those that cannot be read are left out' }];
}

/** What the service, or its answer, says no with; undefined: it works. */
async function refusalOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof DirectoryUnreachable || !(error instanceof Fault)) throw error;
    return error.message;
  }
}
