import { describe, expect, it } from '@jest/globals';
import { isAgeing, isUsable, TOKEN_ISSUERS, TokenIssuerSchema } from './token-issuer.js';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 28, 9, minutes));

describe('the sign-in service of a mailbox', () => {
  it.each(Object.entries(TOKEN_ISSUERS))('%s is complete but for the client', (_name, { service }) => {
    expect(TokenIssuerSchema.parse({ ...service, clientId: 'ours' })).toMatchObject({ clientId: 'ours', grant: 'refresh-token' });
  });

  it('is asked over https only, but for this machine', () => {
    const service = { clientId: 'x', scopes: '', grant: 'refresh-token' };
    expect(TokenIssuerSchema.safeParse({ ...service, tokenEndpoint: 'http://login.example/token' }).success).toBe(false);
    expect(TokenIssuerSchema.safeParse({ ...service, tokenEndpoint: 'http://127.0.0.1:9/token' }).success).toBe(true);
  });

  it('is asked for another token at half its life, and a token is used until a minute before its end', () => {
    const life = { issuedAt: at(0), expiresAt: at(60) };
    expect([isAgeing(life, at(29)), isAgeing(life, at(30))]).toEqual([false, true]);
    expect([isUsable(life, at(58)), isUsable(life, at(59))]).toEqual([true, false]);
  });
});
