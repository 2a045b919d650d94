import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const DkimKeySchema = defineEntity({
  name: 'DkimKey',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    domain: p.string(),
    /** Where the public key lies in DNS: `<selector>._domainkey.<domain>`. */
    selector: p.string(),
    /** PKCS #8, sealed with context `dkim:<id>`. */
    privateKeySealed: p.text(),
    /** The DNS record's `p=`. */
    publicKey: p.text(),
    /** Signs from then on; null: not yet, since no receiver could check it. */
    activeSince: p.datetime().nullable(),
  },
  uniques: [{ properties: ['domain', 'selector'] }],
});

/** A key that signs what leaves for one domain; of a domain the one that was taken into use last (RFC 6376). */
export class DkimKey extends DkimKeySchema.class {}
DkimKeySchema.setClass(DkimKey);
