import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const HomeSignInSchema = defineEntity({
  name: 'HomeSignIn',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    /** The request that it answers. */
    grantId: p.uuid().index(),
    /** Key of the sign-in service in the portal's profile. */
    provider: p.string(),
    /** SHA-256 of `state`. */
    stateHash: p.string().unique(),
    /** SHA-256 of what only the browser that began has. */
    browserHash: p.string(),
    /** Nonce and PKCE verifier, sealed with context `home:<id>` and the browser as the other half; null once somebody came back. */
    secretsSealed: p.text().nullable(),
    expiresAt: p.datetime(),
  },
});

/** Somebody is on the way to their organisation's sign-in page, and back. */
export class HomeSignIn extends HomeSignInSchema.class {}
HomeSignInSchema.setClass(HomeSignIn);
