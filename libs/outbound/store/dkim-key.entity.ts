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
  },
  uniques: [{ properties: ['domain', 'selector'] }],
});

/** A key that signs what leaves for one domain; the newest of a domain is in use (RFC 6376). */
export class DkimKey extends DkimKeySchema.class {}
DkimKeySchema.setClass(DkimKey);
