import { createHmac, type KeyObject } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { AddAgent } from '#agents';
import { CreateBuiltinAccount, Directories } from '#directory';
import { CODE_ALPHABET, DAY_MS, Sealer, Secret } from '#kernel';
import { ImportPortal, Mailboxes, parseProfile, Portals, PortalSecrets, shippedProfiles } from '#portals';
import { AUTHSERV_ID } from '../embedded/stamp-authenticity.js';
import { DEMO_ENTITLEMENTS, type DemoAccount } from './demo-account.js';
import { DEMO_HOME, homeSignInYaml, livesAtHome } from './demo-home.js';
import { DEMO_ACCOUNTS, DEMO_AGENTS, demoPostboxes } from './people.js';

/** Who lives in the demo world, with every password: for `run.json`, the playground and the stories. */
export interface DemoWorld {
  readonly agents: readonly { email: string; password: string; displayName: string; roles: readonly string[] }[];
  readonly requesters: readonly DemoRequester[];
  readonly mailboxes: readonly { portal: string; address: string; password: string }[];
  /** With what Rekey signs its calls to the demo's SMS gateway. */
  readonly smsKey: string;
  /** With what Rekey signs in at the sign-in service of `DEMO_HOME`. */
  readonly homeKey: string;
}

export interface DemoRequester {
  readonly portal: string;
  readonly name: string;
  readonly address: string;
  readonly imapUser: string;
  readonly imapPassword: string;
  readonly username: string;
  /** What they can sign in with at the portal, until they change it; null: nothing yet. */
  readonly portalPassword: string | null;
  /** Base32, for an authenticator app; only where the account has a second factor. */
  readonly totpSecret?: string;
  /** Saved recovery codes as they lie in the drawer at the start; only beside a second factor. */
  readonly savedCodes?: readonly string[];
  /** Whose text messages the playground shows them. */
  readonly phone?: string;
  /** For the sign-in service of their organisation, of those that have one. */
  readonly homePassword?: string;
  /** Opens their PIN area, where one is out. */
  readonly pin?: string;
  readonly note: { readonly de: string; readonly en: string };
}

/**
 * The people of the demo world. Their passwords follow from the secret key of this home: the same at every start,
 * different on every machine.
 */
export async function demoWorld(secretKey: Secret): Promise<DemoWorld> {
  const key = new Sealer(secretKey).derive('demo-world');
  const profiles = await readProfiles();
  return {
    agents: DEMO_AGENTS.map(({ email, displayName, roles }) => ({ email, displayName, roles, password: passwordFor(key, `agent:${email}`) })),
    requesters: demoPostboxes().map(({ address, name, portal, username, note }) => ({
      portal, name, address, imapUser: address, imapPassword: passwordFor(key, `postbox:${address}`), username, note,
      portalPassword: DEMO_ACCOUNTS.some((one) => one.portal === portal && one.username === username && one.hasPassword) ? passwordFor(key, `portal:${portal}:${username}`) : null,
      ...belongings(key, DEMO_ACCOUNTS.find((one) => one.portal === portal && one.username === username)),
    })),
    mailboxes: profiles.flatMap((profile) => profile.mailboxes.map(({ address }) => ({ portal: profile.key, address, password: passwordFor(key, `support:${address}`) }))),
    smsKey: passwordFor(key, 'sms gateway'),
    homeKey: passwordFor(key, 'sign-in at home'),
  };
}

/** Servers that `rekey up` brings along. */
export interface DemoNeighbours {
  /** Where the demo's own SMS gateway listens (the playground). */
  readonly smsUrl?: string;
  /** The sign-in service of the organisation `DEMO_HOME`. */
  readonly homeIssuer?: string | undefined;
}

/**
 * Puts the demo world into the database. Safe to run at every start: what people changed since stays as it is.
 *
 * Without a neighbour the portals have none, as they are shipped.
 */
export async function seedDemoWorld(house: INestApplicationContext, world: DemoWorld, imapPort: number, { smsUrl, homeIssuer }: DemoNeighbours = {}): Promise<void> {
  const secrets = house.get(PortalSecrets);
  const keep = async (portal: string, name: string, secret: string) => {
    const settings = await house.get(Portals).get(portal);
    // The neighbours listen somewhere else at every start.
    const isElsewhere = (await secrets.elsewhere(settings)).some((one) => one.name === name);
    if (isElsewhere || !(await secrets.isSet(portal, name))) await secrets.set(portal, name, new Secret(secret), { kind: 'operator' });
  };
  for (const { key, yaml } of await shippedProfiles()) {
    const isAtHome = homeIssuer !== undefined && key === DEMO_HOME.portal;
    const imported = await house.get(ImportPortal).run([yaml, ...(smsUrl === undefined ? [] : [`sms:\n  url: ${smsUrl}\n  sender: Rekey Demo\n`]), ...(isAtHome ? [homeSignInYaml(homeIssuer)] : [])].join('\n'), { kind: 'operator' });
    if (!imported.allowed) throw new Error(`a shipped profile does not fit: ${JSON.stringify(imported.problems)}`);
    if (smsUrl !== undefined) await keep(key, 'sms', world.smsKey);
    if (isAtHome) await keep(key, `home:${DEMO_HOME.key}`, world.homeKey);
  }
  const profiles = await readProfiles();
  for (const { portal, address, password } of world.mailboxes) {
    await house.get(Mailboxes).save({
      portalKey: portal, address, displayName: profiles.find(({ key }) => key === portal)!.mailboxes.find((one) => one.address === address)!.displayName,
      imapHost: '127.0.0.1', imapPort, imapSecurity: 'none', imapUser: address, imapPassword: new Secret(password), authservId: AUTHSERV_ID,
    });
  }
  for (const agent of DEMO_AGENTS) {
    await house.get(AddAgent).run({ ...agent, portals: [], trained: true, password: world.agents.find(({ email }) => email === agent.email)!.password });
  }
  const refs = new Map<string, string>();
  // Teachers first: their pupils name them.
  const [pupils, others] = [DEMO_ACCOUNTS.filter(({ teacher }) => teacher !== undefined), DEMO_ACCOUNTS.filter(({ teacher }) => teacher === undefined)];
  for (const people of [others, pupils]) {
    await Promise.all(people.map(async (person) => void refs.set(`${person.portal}:${person.username}`, await seedAccount(house, world, person, refs.get(`${person.portal}:${person.teacher}`)))));
  }
  for (const { portal, ...listed } of DEMO_ENTITLEMENTS) await house.get(CreateBuiltinAccount).entitle(portal, [listed]);
}

/** Returns the reference of the account. */
async function seedAccount(house: INestApplicationContext, world: DemoWorld, person: DemoAccount, teacherRef: string | undefined): Promise<string> {
  const requester = world.requesters.find(({ portal, username }) => portal === person.portal && username === person.username);
  const { registration, pinAreas, postalAddress, addresses, phone } = person;
  const ref = await house.get(CreateBuiltinAccount).run({
    portalKey: person.portal, username: person.username, givenName: person.givenName, familyName: person.familyName, locale: person.locale,
    userType: person.userType, state: person.state, privileged: person.privileged, excluded: person.excluded, organisation: person.organisation, facts: person.facts, legacy: person.legacy, group: person.group,
    addresses: addresses.map((address) => ({ address, ...(person.unconfirmed && { confirmedAt: null }) })), phones: phone ? [{ number: phone }] : [],
    password: requester?.portalPassword ? new Secret(requester.portalPassword) : undefined,
    totpSecret: requester?.totpSecret ? new Secret(requester.totpSecret) : undefined,
    recoveryCodes: requester?.savedCodes?.map((code) => new Secret(code)),
    registration: registration && { ...registration, registeredAt: new Date(Date.now() - (registration.daysAgo ?? 0) * DAY_MS) },
    pinAreas: pinAreas?.map((one) => ({ ...one, ...(one.state !== 'no-pin' && requester?.pin && { pin: new Secret(requester.pin) }) })),
    postalAddress: postalAddress && { lines: postalAddress },
    relations: teacherRef ? [{ kind: 'teacher', ref: teacherRef }] : undefined,
  });
  if (person.mustChange) await house.get(Directories).of(person.portal).requirePasswordChange(ref, `demo:must-change:${ref}`);
  return ref;
}

/** What only some accounts have. */
function belongings(key: KeyObject, person: DemoAccount | undefined): Pick<DemoRequester, 'phone' | 'totpSecret' | 'savedCodes' | 'pin' | 'homePassword'> {
  return {
    ...(person?.phone && { phone: person.phone }),
    ...(person && livesAtHome(person) && { homePassword: passwordFor(key, `home:${person.portal}:${person.username}`) }),
    ...(person?.secondFactor && { totpSecret: base32(createHmac('sha256', key).update(`totp:${person.portal}:${person.username}`).digest().subarray(0, 20)), savedCodes: [1, 2, 3].map((one) => passwordFor(key, `saved-${one}:${person.portal}:${person.username}`).toUpperCase()) }),
    ...(person?.pinAreas?.some(({ state }) => state !== 'no-pin') && { pin: passwordFor(key, `pin:${person.portal}:${person.username}`).slice(0, 9).replace('-', '').toUpperCase() }),
  };
}

/** RFC 4648, as authenticator apps read secrets. Twenty bytes need no padding. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replace(/.{5}/g, (five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)]!);
}

async function readProfiles() {
  return (await shippedProfiles()).map(({ yaml }) => {
    const parsed = parseProfile(yaml);
    if (!parsed.ok) throw new Error(`a shipped profile does not fit: ${JSON.stringify(parsed.problems)}`);
    return parsed.profile;
  });
}

/** Sixteen symbols in groups of four: can be typed from the start screen. */
function passwordFor(key: KeyObject, what: string): string {
  const bytes = createHmac('sha256', key).update(what).digest().subarray(0, 16);
  return [...bytes].map((byte) => CODE_ALPHABET[byte % 32]!.toLowerCase()).join('').replace(/(.{4})(?=.)/g, '$1-');
}
