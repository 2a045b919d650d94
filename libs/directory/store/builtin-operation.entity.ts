import { defineEntity, p } from '@mikro-orm/core';

const BuiltinOperationSchema = defineEntity({
  name: 'BuiltinOperation',
  properties: { operationId: p.string().primary(), accountId: p.uuid().index(), kind: p.string(), at: p.datetime() },
});

/** A change that was made under an operation id, so that a caller who died can ask whether it happened. */
export class BuiltinOperation extends BuiltinOperationSchema.class {}
BuiltinOperationSchema.setClass(BuiltinOperation);

const BuiltinSessionSchema = defineEntity({
  name: 'BuiltinSession',
  properties: {
    tokenHash: p.string().primary(),
    accountId: p.uuid().index(),
    createdAt: p.datetime(),
    endsAt: p.datetime(),
    /** The password was right; the second factor is still asked for, and until then it opens nothing. */
    awaitsSecondFactor: p.boolean().default(false),
  },
});

/** Somebody signed in at a portal of the built-in directory; ended by every password change (R32). */
export class BuiltinSession extends BuiltinSessionSchema.class {}
BuiltinSessionSchema.setClass(BuiltinSession);
