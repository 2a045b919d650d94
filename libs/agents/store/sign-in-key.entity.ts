import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const SignInKeySchema = defineEntity({
  name: 'SignInKey',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    agentId: p.uuid().index(),
    /** As the agent calls it: "blue key", "laptop". */
    name: p.string(),
    /** Base64url, of the authenticator. */
    credentialId: p.text().unique(),
    /** COSE key, base64url. Public: nothing here helps anybody to sign in. */
    publicKey: p.text(),
    /** Signature counter as last seen (WebAuthn Level 3 section 6.1.1); 0 where the authenticator counts nothing. */
    counter: p.bigint('number'),
    transports: p.json<string[]>(),
    /** May be copied between devices by its maker (flag BE); never changes. */
    syncs: p.boolean(),
    /** Is copied at present (flag BS), as last seen. */
    backedUp: p.boolean(),
    lastUsedAt: p.datetime().nullable(),
    /** Its counter went back, so there may be a copy of it: it opens nothing until it is removed. */
    suspendedAt: p.datetime().nullable(),
  },
});

/** A passkey or security key of an agent. */
export class SignInKey extends SignInKeySchema.class {}
SignInKeySchema.setClass(SignInKey);

const KeyChallengeSchema = defineEntity({
  name: 'KeyChallenge',
  properties: {
    /** SHA-256 of what only the asking browser got. */
    tokenHash: p.string().primary(),
    ...createdAtColumn,
    agentId: p.uuid(),
    /** Null only for signing in, when there is no session yet. For `answer`: the request that is answered, on a page without session. */
    sessionId: p.uuid().nullable(),
    purpose: p.enum(['register', 'sign-in', 'proof', 'answer'] as const),
    challenge: p.string(),
    expiresAt: p.datetime(),
  },
});

/** A challenge that a key has to answer. Gone once it was shown to us, right or wrong. */
export class KeyChallenge extends KeyChallengeSchema.class {}
KeyChallengeSchema.setClass(KeyChallenge);
