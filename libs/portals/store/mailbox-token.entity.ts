import { defineEntity, p } from '@mikro-orm/core';
import type { TokenIssuer } from '../domain/token-issuer.js';

const MailboxTokenSchema = defineEntity({
  name: 'MailboxToken',
  properties: {
    mailboxId: p.uuid().primary(),
    service: p.json<TokenIssuer>(),
    /** JSON of client secret and refresh token, sealed with the context `mailbox:<id>:oauth`. */
    secretsSealed: p.text(),
    /** Sealed with the context `mailbox:<id>:access-token`. */
    accessSealed: p.text().nullable(),
    issuedAt: p.datetime().nullable(),
    expiresAt: p.datetime().nullable(),
    /** Of the refresh token, where the service tells. */
    refreshExpiresAt: p.datetime().nullable(),
    /** One process at a time asks: a second use of a rotated refresh token would end them all (RFC 9700 section 4.14.2). */
    askingUntil: p.datetime().nullable(),
    lastFault: p.text().nullable(),
    /** Code of the `Fault`. A refusal stands until it works again, also when the service is away meanwhile. */
    faultCode: p.string().nullable(),
    /** Since when every try failed. */
    faultSince: p.datetime().nullable(),
    authorisedAt: p.datetime(),
  },
});

/** How a mailbox signs in by tokens, and the token that it has now. */
export class MailboxToken extends MailboxTokenSchema.class {}
MailboxTokenSchema.setClass(MailboxToken);
