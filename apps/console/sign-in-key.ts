import type { KeyAsked, KeyGiven, NewKeyBody } from '#contracts';
import type { z } from 'zod';

type Options = KeyAsked['options'];

/** Why the browser or the key would not: nothing that the server said. */
export class KeyTrouble extends Error {
  constructor(readonly kind: 'cancelled' | 'known' | 'address' | 'none' | 'failed') {
    super(kind);
  }
}

/** Whether this browser, at this address, knows sign-in keys at all: they need https, or this machine. */
export function keysWork(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window;
}

/** Has a new key made (WebAuthn `create()`). @throws KeyTrouble */
export async function makeKey(options: Options): Promise<z.input<typeof NewKeyBody>['answer']> {
  const publicKey = withBytes(options) as unknown as PublicKeyCredentialCreationOptions;
  const { rawId, response } = await ask<AuthenticatorAttestationResponse>(() => navigator.credentials.create({ publicKey }));
  return { id: text(rawId), response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] } };
}

/** Has a key sign (WebAuthn `get()`). @throws KeyTrouble */
export async function askKey(options: Options): Promise<z.input<typeof KeyGiven>['answer']> {
  const publicKey = withBytes(options) as unknown as PublicKeyCredentialRequestOptions;
  const { rawId, response } = await ask<AuthenticatorAssertionResponse>(() => navigator.credentials.get({ publicKey }));
  return {
    id: text(rawId),
    response: { clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature), ...(response.userHandle?.byteLength ? { userHandle: text(response.userHandle) } : {}) },
  };
}

async function ask<Response>(work: () => Promise<Credential | null>): Promise<{ rawId: ArrayBuffer; response: Response }> {
  if (!keysWork()) throw new KeyTrouble('none');
  try {
    const made = await work();
    if (!made) throw new KeyTrouble('failed');
    return made as unknown as { rawId: ArrayBuffer; response: Response };
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    throw new KeyTrouble(name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : name === 'InvalidStateError' ? 'known' : name === 'SecurityError' ? 'address' : 'failed');
  }
}

/** JSON has no bytes: the challenge, the ids of keys and of the person come as base64url (WebAuthn section 5.1.8). */
function withBytes(options: Options): Options {
  const keys = (list: unknown) => (Array.isArray(list) ? list.map((one: { id: string }) => ({ ...one, id: bytes(one.id) })) : undefined);
  const { user, ...rest } = options as { user?: { id: string } };
  return {
    ...rest, challenge: bytes(String(options.challenge)), ...(user && { user: { ...user, id: bytes(user.id) } }),
    ...(options.excludeCredentials ? { excludeCredentials: keys(options.excludeCredentials) } : {}), ...(options.allowCredentials ? { allowCredentials: keys(options.allowCredentials) } : {}),
  };
}

export function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
}

export function text(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
