import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider } from 'oidc-provider';
import type { Locale } from '#kernel';
import { languageOf, signInPage } from './home-organisation.page.js';
import { openidProvider } from './openid-provider.js';

const FORM_MAX_BYTES = 4_096;
const HEADERS = {
  'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
  // No `form-action`: the way of the form goes on to whoever asked.
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'`,
};

export interface HomeSettings {
  /** 0: any. */
  readonly port: number;
  readonly name: Readonly<Record<Locale, string>>;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the way back may lead. */
  readonly redirectUri: string;
  /** Who can sign in: their user name is what the token says of them. */
  readonly people: readonly { readonly username: string; readonly password: string }[];
}

/**
 * The sign-in service of an organisation that knows its people, for the demo world: a real OpenID Connect provider on
 * the loopback interface, with a sign-in page for a person with a browser. Only `rekey up` starts it.
 */
export class HomeOrganisation {
  private constructor(private readonly server: Server, readonly issuer: string) {}

  /** @throws when the port is taken, or the library is not there because only the packages for production were installed */
  static async start(settings: HomeSettings): Promise<HomeOrganisation> {
    const server = createServer();
    server.listen(settings.port, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const { clientId, clientSecret, redirectUri } = settings;
      const provider = await openidProvider(issuer, { clientId, clientSecret, redirectUris: [redirectUri], claimsOf: (username) => ({ preferred_username: username }) });
      const answer = provider.callback();
      server.on('request', (request, response) => {
        if (request.url?.startsWith('/sign-in/')) void signIn(provider, settings, request, response);
        else void answer(request, response);
      });
    } catch (error) {
      server.close();
      throw error;
    }
    return new HomeOrganisation(server, issuer);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

async function signIn(provider: Provider, { name, people }: HomeSettings, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const locale = languageOf(request.headers['accept-language']);
  const show = (status: number, state: Parameters<typeof signInPage>[2]) => response.writeHead(status, HEADERS).end(signInPage(locale, name[locale], state));
  try {
    // Throws when the page is not of this browser, or older than it may be.
    await provider.interactionDetails(request, response);
    if (request.method !== 'POST') return void show(200, 'asks');
    const typed = await formOf(request);
    if (typed.has('cancel')) return await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'the person turned back' });
    const person = people.find(({ username }) => username === typed.get('username')?.trim().toLowerCase());
    if (!person || !isEqual(typed.get('password') ?? '', person.password)) return void show(422, 'wrong');
    await provider.interactionFinished(request, response, { login: { accountId: person.username } });
  } catch {
    if (!response.headersSent) show(400, 'over');
  }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const piece of request) {
    text += String(piece);
    if (text.length > FORM_MAX_BYTES) throw new Error('a form larger than ours');
  }
  return new URLSearchParams(text);
}

function isEqual(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
