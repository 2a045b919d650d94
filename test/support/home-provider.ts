import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openidProvider } from '../../apps/ops/embedded/openid-provider.js';

/** The sign-in service of an organisation: a real OpenID Connect provider on the loopback interface, whose sign-in page lets `person` in at once. */
export class HomeProvider {
  /** Who sits at the sign-in page: `sub`, `preferred_username`, `email` … */
  person: { sub: string } & Record<string, unknown> = { sub: 'nobody' };
  /** How they sign in, if the service says so. */
  how: { readonly amr?: string[]; readonly acr?: string } = {};
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
    const provider = await openidProvider(issuer, { clientId: 'rekey', clientSecret: home.clientSecret, redirectUris: redirectUris(issuer), claimsOf: () => home.person });
    const answer = provider.callback();
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', issuer);
      if (home.isAway) response.writeHead(503).end();
      else if (url.pathname.startsWith('/sign-in/')) void provider.interactionFinished(request, response, { login: { accountId: home.person.sub, ...home.how } });
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
