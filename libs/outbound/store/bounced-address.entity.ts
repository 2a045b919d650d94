import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const BouncedAddressSchema = defineEntity({
  name: 'BouncedAddress',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    /** Canonical. */
    address: p.string(),
    until: p.datetime(),
    /** The mail that came back. */
    outboundMessageId: p.uuid(),
  },
  uniques: [{ properties: ['portalKey', 'address'] }],
  indexes: [{ properties: ['until'] }],
});

/** An address of which a server proved that nobody is there: until then it gets no optional mail. Lifted: the row is gone. */
export class BouncedAddress extends BouncedAddressSchema.class {}
BouncedAddressSchema.setClass(BouncedAddress);
