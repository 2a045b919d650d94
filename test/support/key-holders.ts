import { generate } from 'otplib';
import { AddAgent, type Role } from '#agents';
import type { KeyAsked } from '#contracts';
import { Secret } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes } from '#portals';
import { AgentClient } from './agent-client.js';
import { PASSWORD, type TestApi } from './api.js';
import { SoftwareKey, type Odd } from './software-authenticator.js';

export const INSIDE = '10.20.30.40';
export const OUTSIDE = '203.0.113.9';

/** Somebody at the desk, with what they sign in with. */
export interface KeyHolder {
  readonly agentId: string;
  readonly email: string;
  readonly code: string;
  secret?: string;
}

/** People who sign in by app and sign-in key through the API, from inside the house and from outside. */
export class KeyHolders {
  #count = 0;

  constructor(private readonly api: TestApi) {}

  sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.api.get(Database).transaction((tx) => tx.execute<Row[]>(text, values));
  }

  /** From which people of this portal get mail. */
  mailbox(portalKey: string): Promise<string> {
    return this.api.get(Mailboxes).save({
      portalKey, address: `support@${portalKey}.example`, displayName: 'Support', imapHost: '127.0.0.1', imapPort: 143, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x'),
    });
  }

  client(from = INSIDE): AgentClient {
    return new AgentClient(this.api.url, from);
  }

  key(): SoftwareKey {
    return new SoftwareKey(this.api.url);
  }

  async somebody(roles: Role[] = ['agent'], portals: string[] = []): Promise<KeyHolder> {
    this.#count += 1;
    const [email, code] = [`person${this.#count}@desk.example`, `p${this.#count}`];
    const added = await this.api.get(AddAgent).run({ email, displayName: `Person ${'abcdefghijklmnopqrstuvwxyz'[this.#count % 26]!}`, code, roles, portals, password: PASSWORD });
    if (!added.allowed) throw new Error(added.refusal);
    return { agentId: added.agentId, email, code };
  }

  /** Binds an authenticator app, inside. */
  async withApp(person: KeyHolder): Promise<AgentClient> {
    const here = await this.client().signsIn(person.email, PASSWORD);
    const { secret } = await here.post<{ secret: string }>('/api/v1/session/second-factor');
    await here.post('/api/v1/session/second-factor/confirm', { code: await generate({ secret }) });
    person.secret = secret;
    return here;
  }

  /** A code of the app that was never used. */
  async codeOf({ agentId, secret }: KeyHolder): Promise<string> {
    await this.sql('update agent set totp_last_step = null where id = ?', [agentId]);
    return generate({ secret: secret! });
  }

  async binds(who: AgentClient, made = this.key(), odd: Odd = {}, name = 'blue key'): Promise<{ made: SoftwareKey; id: string }> {
    const asked = await who.post<KeyAsked>('/api/v1/session/keys/start');
    return { made, id: (await who.post<{ id: string }>('/api/v1/session/keys', made.makes(name, asked, odd))).id };
  }

  async withKey(): Promise<{ person: KeyHolder; made: SoftwareKey; id: string; here: AgentClient }> {
    const person = await this.somebody();
    const here = await this.withApp(person);
    return { person, here, ...(await this.binds(here)) };
  }

  asks({ email }: KeyHolder, from = OUTSIDE): Promise<KeyAsked> {
    return this.client(from).post<KeyAsked>('/api/v1/session/key', { email, password: PASSWORD });
  }

  async comesBy(made: SoftwareKey, person: KeyHolder, { from = OUTSIDE, asked, odd = {} }: { from?: string; asked?: KeyAsked; odd?: Odd } = {}): Promise<AgentClient> {
    const question = asked ?? (await this.asks(person, from));
    return this.client(from).comesIn({ email: person.email, password: PASSWORD, key: made.signs(question, odd) });
  }

  /** Nobody remembers wrong tries. */
  calm(): Promise<unknown> {
    return this.sql('delete from sign_in_throttle');
  }
}
