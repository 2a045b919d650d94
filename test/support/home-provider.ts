import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

/** The library warns in colour that its memory is only a memory, which is what we want. */
function quietly<T>(work: () => T): T {
  const { warn, info } = console;
  Object.assign(console, { warn: () => undefined, info: () => undefined });
  try {
    return work();
  } finally {
    Object.assign(console, { warn, info });
  }
}

/** The sign-in service of an organisation: a real OpenID Connect provider on the loopback interface, whose sign-in page lets `person` in at once. */
export class HomeProvider {
  /** Who sits at the sign-in page: `sub`, `preferred_username`, `email` … */
  person: { sub: string } & Record<string, unknown> = { sub: 'nobody' };
  isAway = false;
  /** What was asked of the authorization endpoint, newest last. */
  readonly asked: URLSearchParams[] = [];
  tokenRequests = 0;

  private constructor(private readonly server: Server, readonly issuer: string, readonly clientSecret: string) {}

  static async start(redirectUris: (issuer: string) => string[]): Promise<HomeProvider> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const home = new HomeProvider(server, issuer, 'the secret of the client at home');
    const configuration: Configuration = {
      clients: [{ client_id: 'rekey', client_secret: home.clientSecret, redirect_uris: redirectUris(issuer), response_types: ['code'], grant_types: ['authorization_code'] }],
      claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      findAccount: (_context, accountId) => ({ accountId, claims: () => ({ ...home.person, sub: accountId }) }),
      interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}` },
      features: { devInteractions: { enabled: false } },
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
      cookies: { keys: ['only in tests'] },
      loadExistingGrant: async (context) => {
        const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client!.clientId, accountId: context.oidc.session!.accountId! });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
    };
    const provider = quietly(() => new Provider(issuer, configuration));
    const answer = provider.callback();
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', issuer);
      if (home.isAway) response.writeHead(503).end();
      else if (url.pathname.startsWith('/sign-in/')) void provider.interactionFinished(request, response, { login: { accountId: home.person.sub } });
      else {
        if (url.pathname === '/auth') home.asked.push(url.searchParams);
        if (url.pathname === '/token') home.tokenRequests += 1;
        void answer(request, response);
      }
    });
    return home;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
