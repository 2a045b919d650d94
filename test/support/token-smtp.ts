import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server that takes mail from signed-in mailboxes only, and asks the sign-in service whose token it has. */
export class TokenSmtp {
  /** Who sent what, by the account that the token belongs to. */
  readonly received: { readonly as: string; readonly raw: string }[] = [];
  refused = 0;
  /** As some relays do: a mailbox sends what bears its own address, and nothing else. */
  refusesNullSender = false;
  readonly #server: SMTPServer;

  private constructor(private readonly introspectionUrl: string) {
    this.#server = new SMTPServer({
      authMethods: ['XOAUTH2'], disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false,
      onAuth: (auth, _session, done) => callbackify(async () => {
        const owner = await this.#ownerOf(auth.accessToken ?? '');
        if (owner !== undefined && owner === auth.username) return { user: owner };
        this.refused += 1;
        return { data: { status: '401', schemes: 'bearer' } };
      })(done),
      onMailFrom: ({ address }, _session, done) => done(this.refusesNullSender && address === '' ? Object.assign(new Error('5.7.60 may not send as this sender'), { responseCode: 550 }) : null),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
          this.received.push({ as: session.user!, raw: Buffer.concat(chunks).toString() });
          done();
        });
      },
    });
    this.#server.on('error', () => undefined);
  }

  static async start(introspectionUrl: string): Promise<TokenSmtp> {
    const smtp = new TokenSmtp(introspectionUrl);
    smtp.#server.listen(0, '127.0.0.1');
    await once(smtp.#server.server, 'listening');
    return smtp;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve));
  }

  async #ownerOf(token: string): Promise<string | undefined> {
    const { username, password, origin, pathname } = new URL(this.introspectionUrl);
    const answer = await fetch(`${origin}${pathname}`, { method: 'POST', headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }, body: new URLSearchParams({ token }) });
    const said = (await answer.json()) as { active: boolean; sub?: string };
    return said.active ? said.sub : undefined;
  }
}
