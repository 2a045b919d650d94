import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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

/** One with its database on disk, which can die and come up again at the same place with what it had written. */
export interface LastingKeycloak extends Keycloak {
  /** As by kill -9, at this moment. */
  kill(): void;
  /** It holds its lines open and says nothing more, until it goes on. */
  hang(): void;
  goOn(): void;
  /** After `kill`. */
  start(): Promise<void>;
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
  signIn(username: string, password: string, code?: string): Promise<Answer>;
  /** Whether an access token from `signIn` still opens something. */
  stillStands(accessToken: string): Promise<boolean>;
}

export async function startKeycloak(): Promise<Keycloak> {
  const { url, start } = await placeFor();
  const child = await start();
  return { url, makeRealm: (name, more) => makeRealm(url, name, more), stop: async () => void (await stopProcess(child.pid!, ['SIGTERM', 'SIGKILL'])) };
}

export async function startKeycloakOnDisk(): Promise<LastingKeycloak> {
  const home = await mkdtemp(join(tmpdir(), 'rk-keycloak-'));
  // As Keycloak's own `dev-file`, and what is committed is on disk: a kill must not cost more than it does in the field.
  const { url, start } = await placeFor(`--db-url=jdbc:h2:file:${join(home, 'db')};NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=0;WRITE_DELAY=0`);
  let child = await start();
  // The server is a child of the script that starts it.
  const signal = (name: NodeJS.Signals): void => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ').forEach((pid) => process.kill(Number(pid), name));
  return {
    url, makeRealm: (name, more) => makeRealm(url, name, more),
    kill: () => signal('SIGKILL'),
    hang: () => signal('SIGSTOP'),
    goOn: () => signal('SIGCONT'),
    start: async () => {
      await until(() => child.exitCode !== null || child.signalCode !== null, START_MS);
      child = await start();
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) signal('SIGKILL');
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Ports for one server, and how it is started there. */
async function placeFor(...more: readonly string[]): Promise<{ readonly url: string; start(): Promise<ChildProcess> }> {
  await fetchKeycloak();
  const [port, management] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  return { url, start: () => run(url, [`--http-port=${port}`, `--http-management-port=${management}`, ...more]) };
}

async function run(url: string, settings: readonly string[]): Promise<ChildProcess> {
  const said: string[] = [];
  const child = spawn('sh', [
    join(KEYCLOAK_HOME, 'bin', 'kc.sh'), 'start', '--optimized', '--cache=local', '--http-enabled=true', '--hostname-strict=false', '--http-host=127.0.0.1', ...settings,
  ], {
    env: { ...process.env, KC_BOOTSTRAP_ADMIN_USERNAME: ADMIN.username, KC_BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password, JAVA_OPTS_KC_HEAP: '-Xms64m -Xmx512m', JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  const isUp = (): Promise<boolean> => fetch(`${url}/realms/master`).then(({ ok }) => ok, () => false);
  if (!(await until(async () => child.exitCode !== null || (await isUp()), START_MS, 250)) || child.exitCode !== null) {
    await stopProcess(child.pid!, ['SIGTERM', 'SIGKILL']);
    throw new Error(`Keycloak did not come up:\n${said.join('').slice(-4_000)}`);
  }
  return child;
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
    signIn: (username, password, code) => form(`${endpoints}/token`, { grant_type: 'password', client_id: 'portal', scope: 'openid', username, password, ...(code !== undefined && { totp: code }) }),
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
