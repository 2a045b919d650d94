import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const SmimeKeySchema = defineEntity({
  name: 'SmimeKey',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    /** Canonical; the mailbox whose mails it signs. */
    address: p.string(),
    /** SHA-256 of the certificate, 64 hex digits: how it is called. */
    fingerprint: p.string(),
    /** The certificate, then those between it and its authority: DER in base64. */
    certificates: p.json<readonly string[]>(),
    /** PKCS #8, sealed with context `smime:<id>`. */
    privateKeySealed: p.text(),
    validUntil: p.datetime(),
    /** Signs from then on; null: not yet, or no more. */
    activeSince: p.datetime().nullable(),
  },
  uniques: [{ properties: ['portalKey', 'address', 'fingerprint'] }],
});

/** A certificate and its key that sign the mails of one address (RFC 8551). */
export class SmimeKey extends SmimeKeySchema.class {}
SmimeKeySchema.setClass(SmimeKey);
