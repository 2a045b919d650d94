import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import type { KeyAsked, KeyGiven, NewKeyBody } from '#contracts';
import type { z } from 'zod';

type Given = z.input<typeof KeyGiven>;
type NewKey = z.input<typeof NewKeyBody>;

/** What an attacker, or a poor authenticator, does differently. */
export interface Odd {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly counter?: number;
  readonly unverified?: true;
  readonly framed?: true;
  readonly syncs?: boolean;
  readonly type?: string;
  readonly credentialId?: string;
}

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');
const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();

/** As much CBOR (RFC 8949) as an attestation is made of. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (kind: number, count: number): Buffer => (count < 24 ? Buffer.from([(kind << 5) | count]) : count < 256 ? Buffer.from([(kind << 5) | 24, count]) : Buffer.from([(kind << 5) | 25, count >> 8, count & 255]));
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item as never)])]);
}

/** A security key made of software, with one credential (WebAuthn Level 3 sections 6.1, 6.3.2, 6.3.3; ES256). */
export class SoftwareKey {
  readonly credentialId = randomBytes(32).toString('base64url');
  counter = 0;
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  /** @param origin of the page on which it is used */
  constructor(private readonly origin: string) {}

  /** Answers `navigator.credentials.create()`. */
  makes(name: string, { token, options }: KeyAsked, odd: Odd = {}): NewKey {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const cose = cbor(new Map<number | string, unknown>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]));
    const id = Buffer.from(this.credentialId, 'base64url');
    const authData = Buffer.concat([this.#authData(odd, 0x40), Buffer.alloc(16), Buffer.from([id.length >> 8, id.length & 255]), id, cose]);
    const attestationObject = cbor(new Map<number | string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData]])).toString('base64url');
    return { name, token, answer: { id: this.credentialId, response: { clientDataJSON: this.#clientData('webauthn.create', options, odd), attestationObject, transports: ['usb'] } } };
  }

  /** Answers `navigator.credentials.get()`. */
  signs({ token, options }: KeyAsked, odd: Odd = {}): Given {
    this.counter = odd.counter ?? this.counter + 1;
    const authenticatorData = this.#authData(odd, 0);
    const clientDataJSON = this.#clientData('webauthn.get', options, odd);
    const signature = createSign('sha256').update(Buffer.concat([authenticatorData, sha256(Buffer.from(clientDataJSON, 'base64url'))])).sign(this.#keys.privateKey);
    return { token, answer: { id: odd.credentialId ?? this.credentialId, response: { clientDataJSON, authenticatorData: authenticatorData.toString('base64url'), signature: signature.toString('base64url') } } };
  }

  #clientData(type: string, options: KeyAsked['options'], odd: Odd): string {
    return bytes(JSON.stringify({ type: odd.type ?? type, challenge: odd.challenge ?? options.challenge, origin: odd.origin ?? this.origin, crossOrigin: odd.framed === true }));
  }

  /** Flags: person present 1, verified 4, may be copied 8, attested data 64. */
  #authData({ rpId = new URL(this.origin).hostname, unverified, syncs = false }: Odd, more: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rpId), Buffer.from([1 | (unverified ? 0 : 4) | (syncs ? 8 : 0) | more]), counter]);
  }
}
