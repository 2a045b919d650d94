import { MINUTE_MS } from '#kernel';
import { CHALLENGE_MINUTES } from '../domain/second-factors.js';

/** For whom keys are made: our host, and the one address from which their answers are taken. */
export interface KeysOf {
  readonly keysBelongTo: string;
  readonly origin: string;
}

/** What a browser got from an authenticator that made a key (`PublicKeyCredential` of `create()`, as JSON). */
export interface NewKeyAnswer {
  readonly id: string;
  readonly response: { readonly clientDataJSON: string; readonly attestationObject: string; readonly transports: readonly string[] };
}

/** What a browser got from an authenticator that signed a challenge (`PublicKeyCredential` of `get()`, as JSON). */
export interface KeyAnswer {
  readonly id: string;
  readonly response: { readonly clientDataJSON: string; readonly authenticatorData: string; readonly signature: string; readonly userHandle?: string | undefined };
}

export interface KnownKey {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly transports: readonly string[];
}

export interface BoundKey extends KnownKey {
  readonly counter: number;
  readonly syncs: boolean;
  readonly backedUp: boolean;
}

const WAIT_MS = CHALLENGE_MINUTES * MINUTE_MS;

/** Loaded when an agent comes with a key: it takes 25 MB, and workers, which hold this room too, never need it. */
const webauthn = () => import('@simplewebauthn/server');

/**
 * What a browser hands to `navigator.credentials.create()` (WebAuthn Level 3 section 5.4). No attestation: which maker it is
 * decides nothing here. User verification always: the key alone, found on a desk, must be worth nothing.
 */
export async function askForNewKey(house: KeysOf, agent: { readonly id: string; readonly email: string; readonly displayName: string }, known: readonly KnownKey[]) {
  return (await webauthn()).generateRegistrationOptions({
    rpName: 'Rekey', rpID: house.keysBelongTo, userName: agent.email, userDisplayName: agent.displayName, userID: new Uint8Array(Buffer.from(agent.id.replaceAll('-', ''), 'hex')),
    timeout: WAIT_MS, attestationType: 'none', excludeCredentials: known.map(credential),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
  });
}

/** What a browser hands to `navigator.credentials.get()` (section 5.5): only these keys, user verification always. */
export async function askForKey(house: KeysOf, known: readonly KnownKey[]) {
  return (await webauthn()).generateAuthenticationOptions({ rpID: house.keysBelongTo, timeout: WAIT_MS, userVerification: 'required', allowCredentials: known.map(credential) });
}

function credential({ credentialId, transports }: KnownKey) {
  return { id: credentialId, transports: [...transports] as never };
}

/** The key that was made for this challenge; undefined where anything about the answer is wrong (section 7.1). */
export async function readNewKey(house: KeysOf, challenge: string, { id, response }: NewKeyAnswer): Promise<BoundKey | undefined> {
  if (isFramed(response.clientDataJSON)) return undefined;
  const { verifyRegistrationResponse } = await webauthn();
  const answer = await verifyRegistrationResponse({
    response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { ...response, transports: [...response.transports] } },
    expectedChallenge: challenge, expectedOrigin: house.origin, expectedRPID: house.keysBelongTo, requireUserVerification: true,
  }).catch(() => undefined);
  if (!answer?.verified) return undefined;
  const { credential: made, credentialDeviceType, credentialBackedUp } = answer.registrationInfo;
  if (made.id !== id) return undefined;
  return {
    credentialId: made.id, publicKey: Buffer.from(made.publicKey).toString('base64url'), counter: made.counter, transports: [...response.transports],
    syncs: credentialDeviceType === 'multiDevice', backedUp: credentialBackedUp,
  };
}

export interface ReadKey {
  readonly counter: number;
  readonly syncs: boolean;
  readonly backedUp: boolean;
}

/**
 * What the key says, if it signed this challenge for us with its person verified; undefined otherwise (section 7.2). The
 * counter is not judged here: a wrong one says more than a no.
 */
export async function readKey(house: KeysOf, challenge: string, { credentialId, publicKey }: KnownKey, { id, response }: KeyAnswer): Promise<ReadKey | undefined> {
  if (id !== credentialId || isFramed(response.clientDataJSON)) return undefined;
  const { verifyAuthenticationResponse } = await webauthn();
  const answer = await verifyAuthenticationResponse({
    response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { ...response } },
    expectedChallenge: challenge, expectedOrigin: house.origin, expectedRPID: house.keysBelongTo, requireUserVerification: true,
    credential: { id: credentialId, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter: 0 },
  }).catch(() => undefined);
  if (!answer?.verified) return undefined;
  const { newCounter, credentialDeviceType, credentialBackedUp } = answer.authenticationInfo;
  return { counter: newCounter, syncs: credentialDeviceType === 'multiDevice', backedUp: credentialBackedUp };
}

/** Whether another site asked for it from around us: we allow no frame, so no honest browser says so. */
function isFramed(clientDataJSON: string): boolean {
  try {
    const said = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as { crossOrigin?: unknown };
    return said.crossOrigin === true;
  } catch {
    return true;
  }
}
