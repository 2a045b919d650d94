import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../../../apps/ops/embedded/ports.js';
import { stopProcess, until } from '../../../apps/ops/embedded/processes.js';
import { fetchKeycloak, KEYCLOAK_HOME } from '../../../apps/ops/setup/keycloak-archive.mjs';

const ADMIN = { username: 'admin', password: 'admin secret' } as const;
const START_MS = 300_000;

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> | undefined;
  readonly location: string;
}

/** A real Keycloak with its database in memory, bound to loopback. */
export interface Keycloak {
  readonly url: string;
  /** A realm with a portal's public client, and a confidential one for Rekey with the least rights. */
  makeRealm(name: string, more?: Readonly<Record<string, unknown>>): Promise<Realm>;
  stop(): Promise<void>;
}

export interface Realm {
  readonly name: string;
  readonly clientId: 'rekey';
  readonly secret: string;
  /** As an administrator, below `/admin/realms/{realm}`. */
  admin(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Lets Rekey's client see the client `realm-management`, and no other (KEYCLOAK.md). */
  letSeeManagement(): Promise<void>;
  /** A role of the client `realm-management`, as role mappings want it, and that client's id. */
  managementRole(name: string): Promise<{ readonly clientId: string; readonly role: unknown }>;
  /** A direct grant through the portal's public client, as its sign-in page would ask. */
  signIn(username: string, password: string): Promise<Answer>;
  /** Whether an access token from `signIn` still opens something. */
  stillStands(accessToken: string): Promise<boolean>;
}

export async function startKeycloak(): Promise<Keycloak> {
  await fetchKeycloak();
  const [port, management] = [await freePort(), await freePort()];
  const said: string[] = [];
  const child = spawn('sh', [
    join(KEYCLOAK_HOME, 'bin', 'kc.sh'), 'start', '--optimized', '--cache=local', '--http-enabled=true', '--hostname-strict=false', '--http-host=127.0.0.1', `--http-port=${port}`, `--http-management-port=${management}`,
  ], {
    env: { ...process.env, KC_BOOTSTRAP_ADMIN_USERNAME: ADMIN.username, KC_BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password, JAVA_OPTS_KC_HEAP: '-Xms64m -Xmx512m', JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => void (await stopProcess(child.pid!, ['SIGTERM', 'SIGKILL']));
  const isUp = (): Promise<boolean> => fetch(`${url}/realms/master`).then(({ ok }) => ok, () => false);
  if (!(await until(async () => child.exitCode !== null || (await isUp()), START_MS, 250)) || child.exitCode !== null) {
    await stop();
    throw new Error(`Keycloak did not come up:\n${said.join('').slice(-4_000)}`);
  }
  return { url, stop, makeRealm: (name, more) => makeRealm(url, name, more) };
}

async function makeRealm(url: string, name: string, more: Readonly<Record<string, unknown>> = {}): Promise<Realm> {
  const secret = 'client secret of the tests';
  const made = await asAdmin(url, 'POST', '', {
    realm: name, enabled: true, bruteForceProtected: true, failureFactor: 5, quickLoginCheckMilliSeconds: 0, waitIncrementSeconds: 900, editUsernameAllowed: true,
    // Keycloak's own costs are meant for production; here many passwords are made in a row.
    passwordPolicy: 'hashAlgorithm(pbkdf2-sha512) and hashIterations(1000)',
    clients: [
      { clientId: 'portal', publicClient: true, directAccessGrantsEnabled: true },
      { clientId: 'rekey', secret, serviceAccountsEnabled: true, directAccessGrantsEnabled: true, standardFlowEnabled: false },
      ...['weak', 'strong'].map((clientId) => ({ clientId, secret, serviceAccountsEnabled: true, standardFlowEnabled: false })),
    ],
    roles: { realm: [{ name: 'admin' }] },
    users: [
      serviceAccount('rekey', 'manage-users', 'view-users', 'query-users'),
      serviceAccount('strong', 'manage-users', 'view-users', 'query-users', 'view-clients'),
    ],
    ...more,
  });
  if (made.status !== 201) throw new Error(`realm ${name}: ${made.status} ${JSON.stringify(made.body)}`);
  const admin = (method: string, path: string, body?: unknown): Promise<Answer> => asAdmin(url, method, `/${name}${path}`, body);
  const { body: profile } = await admin('GET', '/users/profile');
  await admin('PUT', '/users/profile', { ...profile, unmanagedAttributePolicy: 'ADMIN_EDIT' });
  const endpoints = `${url}/realms/${name}/protocol/openid-connect`;
  const idOf = async (client: string): Promise<string> => ((await admin('GET', `/clients?clientId=${client}`)).body as unknown as { id: string }[])[0]!.id;
  return {
    name, clientId: 'rekey', secret, admin,
    letSeeManagement: async () => {
      await admin('PUT', '', { ...(await admin('GET', '')).body, adminPermissionsEnabled: true });
      const permissions = `/clients/${await idOf('admin-permissions')}/authz/resource-server`;
      const { body: policy } = await admin('POST', `${permissions}/policy/client`, { name: 'Rekey', clients: [await idOf('rekey')], logic: 'POSITIVE' });
      const made = await admin('POST', `${permissions}/permission/scope`, { name: 'Rekey sees administrators', resourceType: 'Clients', resources: [await idOf('realm-management')], scopes: ['view'], policies: [policy?.['id']], decisionStrategy: 'UNANIMOUS' });
      if (made.status !== 201) throw new Error(`permission: ${made.status} ${JSON.stringify(made.body)}`);
    },
    managementRole: async (role) => {
      const clientId = await idOf('realm-management');
      return { clientId, role: (await admin('GET', `/clients/${clientId}/roles/${role}`)).body };
    },
    signIn: (username, password) => form(`${endpoints}/token`, { grant_type: 'password', client_id: 'portal', scope: 'openid', username, password }),
    stillStands: async (accessToken) => (await fetch(`${endpoints}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } })).ok,
  };
}

function serviceAccount(client: string, ...roles: readonly string[]) {
  return { username: `service-account-${client}`, enabled: true, serviceAccountClientId: client, clientRoles: { 'realm-management': roles } };
}

/** Holds for a minute; the password behind it is hashed at full cost each time. */
const ADMIN_TOKEN_MS = 20_000;
const adminTokens = new Map<string, { readonly until: number; readonly token: Promise<Answer> }>();

function adminToken(url: string): Promise<Answer> {
  const known = adminTokens.get(url);
  if (known && known.until > performance.now()) return known.token;
  const token = form(`${url}/realms/master/protocol/openid-connect/token`, { grant_type: 'password', client_id: 'admin-cli', ...ADMIN });
  adminTokens.set(url, { until: performance.now() + ADMIN_TOKEN_MS, token });
  return token;
}

async function asAdmin(url: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const ask = async (): Promise<Answer> => answerOf(await fetch(`${url}/admin/realms${path}`, {
    method, headers: { authorization: `Bearer ${String((await adminToken(url)).body?.['access_token'])}`, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }),
  }));
  const answer = await ask();
  if (answer.status !== 401) return answer;
  // Another Keycloak may have come up in its place.
  adminTokens.delete(url);
  return ask();
}

async function form(url: string, fields: Record<string, string>): Promise<Answer> {
  return answerOf(await fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() }));
}

async function answerOf(answer: Response): Promise<Answer> {
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>), location: answer.headers.get('location') ?? '' };
}
