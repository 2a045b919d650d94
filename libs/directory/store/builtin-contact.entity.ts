import { defineEntity, p } from '@mikro-orm/core';
import { idColumn } from '#persistence';

const BuiltinAddressSchema = defineEntity({
  name: 'BuiltinAddress',
  properties: {
    ...idColumn,
    accountId: p.uuid().index(),
    portalKey: p.string(),
    /** As given; mails go exactly here (T6). */
    address: p.string(),
    canonical: p.string(),
    kind: p.enum(['primary', 'second'] as const),
    confirmedAt: p.datetime().nullable(),
  },
  uniques: [{ properties: ['portalKey', 'canonical'] }],
});

/** An e-mail address on file. One address belongs to one account of a portal. */
export class BuiltinAddress extends BuiltinAddressSchema.class {}
BuiltinAddressSchema.setClass(BuiltinAddress);

const BuiltinPhoneSchema = defineEntity({
  name: 'BuiltinPhone',
  properties: { ...idColumn, accountId: p.uuid().index(), /** E.164 */ number: p.string(), since: p.datetime() },
});

export class BuiltinPhone extends BuiltinPhoneSchema.class {}
BuiltinPhoneSchema.setClass(BuiltinPhone);
