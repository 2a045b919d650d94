import { defineEntity, p } from '@mikro-orm/core';
import { idColumn } from '#persistence';
import type { EntitlementName, Relation } from '../directory.js';

const BuiltinRelationSchema = defineEntity({
  name: 'BuiltinRelation',
  properties: { ...idColumn, accountId: p.uuid(), kind: p.string().$type<Relation['kind']>(), otherId: p.uuid() },
  uniques: [{ properties: ['accountId', 'kind', 'otherId'] }],
});

/** `other` stands for something to the account: its teacher, its manager, its secretariat. */
export class BuiltinRelation extends BuiltinRelationSchema.class {}
BuiltinRelationSchema.setClass(BuiltinRelation);

const BuiltinEntitlementSchema = defineEntity({
  name: 'BuiltinEntitlement',
  properties: { ...idColumn, portalKey: p.string(), name: p.string().$type<EntitlementName>(), /** Canonical. */ value: p.string() },
  uniques: [{ properties: ['portalKey', 'name', 'value'] }],
});

/** A device, contract or company domain that entitles somebody to register. */
export class BuiltinEntitlement extends BuiltinEntitlementSchema.class {}
BuiltinEntitlementSchema.setClass(BuiltinEntitlement);
