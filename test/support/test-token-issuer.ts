import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';
import type { TokenIssuer } from '#portals';
import { quietly } from '../../apps/ops/embedded/openid-provider.js';

const CLIENT = { clientId: 'rekey', clientSecret: 'the secret of the client' };
const LOOKING = { clientId: 'mail-server', clientSecret: 'lookslooks' };

export interface TokenIssuerOptions {
  /** Of an access token, in seconds. */
  readonly lifeSeconds?: number;
}

/** A real sign-in service on the loopback interface: tokens for mailboxes, rotated refresh tokens, device codes, introspection for the mail server. */
export class TestTokenIssuer {
  readonly #grants = new Map<string, string>();
  /** Everything that was asked of the token endpoint. */
  tokenRequests = 0;
  /** Answers 503 to everything while set. */
  isAway = false;
  /** Answers at the token endpoint are held back until this is over. */
  holdsBack: Promise<unknown> = Promise.resolve();

  private constructor(private readonly provider: Provider, private readonly server: Server, readonly url: string) {}

  static async start({ lifeSeconds = 3_600 }: TokenIssuerOptions = {}): Promise<TestTokenIssuer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const configuration: Configuration = {
      clients: [
        { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, token_endpoint_auth_method: 'client_secret_post', redirect_uris: [], response_types: [], grant_types: ['refresh_token', 'urn:ietf:params:oauth:grant-type:device_code', 'client_credentials'] },
        { client_id: LOOKING.clientId, client_secret: LOOKING.clientSecret, redirect_uris: [], response_types: [], grant_types: [] },
      ],
      features: { introspection: { enabled: true, allowedPolicy: () => true }, deviceFlow: { enabled: true }, clientCredentials: { enabled: true }, devInteractions: { enabled: false }, revocation: { enabled: true } },
      rotateRefreshToken: true,
      ttl: { AccessToken: lifeSeconds, RefreshToken: 86_400, Grant: 86_400, DeviceCode: 600, IdToken: 600, ClientCredentials: lifeSeconds },
      findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
      cookies: { keys: ['only in tests'] },
    };
    const provider = quietly(() => new Provider(url, configuration));
    const service = new TestTokenIssuer(provider, server, url);
    const answer = provider.callback();
    server.on('request', (request, response) => {
      if (request.url === '/token') service.tokenRequests += 1;
      if (service.isAway) response.writeHead(503).end();
      else if (request.url === '/token') void service.holdsBack.then(() => answer(request, response));
      else void answer(request, response);
    });
    return service;
  }

  get service(): TokenIssuer {
    return { tokenEndpoint: `${this.url}/token`, deviceEndpoint: `${this.url}/device/auth`, clientId: CLIENT.clientId, scopes: 'openid offline_access', grant: 'refresh-token' };
  }

  get clientSecret(): string {
    return CLIENT.clientSecret;
  }

  /** Where Dovecot asks whose token it has. */
  get introspectionUrl(): string {
    return `${this.url.replace('://', `://${LOOKING.clientId}:${LOOKING.clientSecret}@`)}/token/introspection`;
  }

  /** What a person who signs in with consent gets. */
  async refreshTokenFor(accountId: string): Promise<string> {
    const client = (await this.provider.Client.find(CLIENT.clientId))!;
    const token = new this.provider.RefreshToken({ accountId, client, grantId: await this.#grant(accountId), scope: 'openid offline_access', gty: 'authorization_code', claims: {}, authTime: Math.floor(Date.now() / 1_000) } as never);
    return token.save();
  }

  /** The person types the code in and agrees. */
  async typeIn(userCode: string, accountId: string): Promise<void> {
    const code = (await this.provider.DeviceCode.findByUserCode(userCode.replaceAll('-', '')))!;
    Object.assign(code, { accountId, grantId: await this.#grant(accountId), scope: 'openid offline_access', claims: {}, authTime: Math.floor(Date.now() / 1_000) });
    await code.save();
  }

  /** The person says no. */
  async refuse(userCode: string): Promise<void> {
    const code = (await this.provider.DeviceCode.findByUserCode(userCode.replaceAll('-', '')))!;
    Object.assign(code, { error: 'access_denied', errorDescription: 'the person said no' });
    await code.save();
  }

  /** An administrator takes back what the person allowed: all tokens are worth nothing. */
  async takeBack(accountId: string): Promise<void> {
    const grantId = this.#grants.get(accountId)!;
    await Promise.all([this.provider.AccessToken.revokeByGrantId(grantId), this.provider.RefreshToken.revokeByGrantId(grantId)]);
    await (await this.provider.Grant.find(grantId))?.destroy();
  }

  /** One access token ends before its time, as after a change of password; refreshing still works. */
  async end(accessToken: string): Promise<void> {
    await (await this.provider.AccessToken.find(accessToken))!.destroy();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  async #grant(accountId: string): Promise<string> {
    const grant = new this.provider.Grant({ accountId, clientId: CLIENT.clientId });
    grant.addOIDCScope('openid offline_access');
    const id = await grant.save();
    this.#grants.set(accountId, id);
    return id;
  }
}
