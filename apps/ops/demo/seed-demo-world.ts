import { createHmac } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { AddAgent } from '#agents';
import { CreateBuiltinAccount } from '#directory';
import { CODE_ALPHABET, Sealer, Secret } from '#kernel';
import { ImportPortal, Mailboxes, parseProfile, shippedProfiles } from '#portals';
import { AUTHSERV_ID } from '../embedded/stamp-authenticity.js';
import { DEMO_ACCOUNTS, DEMO_AGENTS, demoPostboxes } from './people.js';

/** Who lives in the demo world, with every password: for `run.json`, the playground and the stories. */
export interface DemoWorld {
  readonly agents: readonly { email: string; password: string; displayName: string; roles: readonly string[] }[];
  readonly requesters: readonly DemoRequester[];
  readonly mailboxes: readonly { portal: string; address: string; password: string }[];
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
    })),
    mailboxes: profiles.flatMap((profile) => profile.mailboxes.map(({ address }) => ({ portal: profile.key, address, password: passwordFor(key, `support:${address}`) }))),
  };
}

/** Puts the demo world into the database. Safe to run at every start: what people changed since stays as it is. */
export async function seedDemoWorld(house: INestApplicationContext, world: DemoWorld, imapPort: number): Promise<void> {
  for (const { yaml } of await shippedProfiles()) {
    const imported = await house.get(ImportPortal).run(yaml, { kind: 'operator' });
    if (!imported.allowed) throw new Error(`a shipped profile does not fit: ${JSON.stringify(imported.problems)}`);
  }
  const profiles = await readProfiles();
  for (const { portal, address, password } of world.mailboxes) {
    await house.get(Mailboxes).save({
      portalKey: portal, address, displayName: profiles.find(({ key }) => key === portal)!.mailboxes.find((one) => one.address === address)!.displayName,
      imapHost: '127.0.0.1', imapPort, imapSecurity: 'none', imapUser: address, imapPassword: new Secret(password), authservId: AUTHSERV_ID,
    });
  }
  for (const agent of DEMO_AGENTS) {
    await house.get(AddAgent).run({ ...agent, portals: [], password: world.agents.find(({ email }) => email === agent.email)!.password });
  }
  for (const person of DEMO_ACCOUNTS) {
    const password = world.requesters.find(({ portal, username }) => portal === person.portal && username === person.username)?.portalPassword;
    await house.get(CreateBuiltinAccount).run({
      portalKey: person.portal, username: person.username, givenName: person.givenName, familyName: person.familyName, locale: person.locale,
      userType: person.userType, state: person.state, privileged: person.privileged, organisation: person.organisation, facts: person.facts,
      addresses: person.addresses.map((address) => ({ address })), phones: person.phone ? [{ number: person.phone }] : [],
      password: password ? new Secret(password) : undefined,
    });
  }
}

async function readProfiles() {
  return (await shippedProfiles()).map(({ yaml }) => {
    const parsed = parseProfile(yaml);
    if (!parsed.ok) throw new Error(`a shipped profile does not fit: ${JSON.stringify(parsed.problems)}`);
    return parsed.profile;
  });
}

/** Sixteen symbols in groups of four: can be typed from the start screen. */
function passwordFor(key: Buffer, what: string): string {
  const bytes = createHmac('sha256', key).update(what).digest().subarray(0, 16);
  return [...bytes].map((byte) => CODE_ALPHABET[byte % 32]!.toLowerCase()).join('').replace(/(.{4})(?=.)/g, '$1-');
}
