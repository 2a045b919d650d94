import { z } from 'zod';
import { Instant } from './words.js';

/** Bytes as base64url; the longest is an attestation. */
const Bytes = z.string().regex(/^[A-Za-z0-9_-]+$/).max(16_384);
const Token = z.string().max(100);

/** POST /api/v1/session/key (e-mail and password), POST /api/v1/session/proof/key, POST /api/v1/session/keys/start: what the browser asks its authenticators (WebAuthn section 5.1.8, 5.1.9), and the token that names the challenge. */
export const KeyAsked = z.object({ token: z.string(), options: z.record(z.string(), z.unknown()) });
export type KeyAsked = z.infer<typeof KeyAsked>;
export const KeyAskedFor = z.strictObject({ email: z.string().max(320), password: z.string().max(1024) });

/** What a key answered, with the token of its challenge. */
export const KeyGiven = z.strictObject({
  token: Token,
  answer: z.strictObject({ id: Bytes, response: z.strictObject({ clientDataJSON: Bytes, authenticatorData: Bytes, signature: Bytes, userHandle: Bytes.optional() }) }),
});

/** POST /api/v1/session/keys: a new key. */
export const NewKeyBody = z.strictObject({
  name: z.string().trim().min(1).max(60),
  token: Token,
  answer: z.strictObject({ id: Bytes, response: z.strictObject({ clientDataJSON: Bytes, attestationObject: Bytes, transports: z.array(z.string().max(20)).max(10) }) }),
});
export const NewKey = z.object({ id: z.string() });

/** GET /api/v1/session/keys and /api/v1/agents/:id/keys */
export const KeyView = z.object({
  id: z.string(), name: z.string(), createdAt: Instant, lastUsedAt: Instant.nullable(),
  /** May be copied between devices by its maker. */
  syncs: z.boolean(),
  /** Its counter went back, so there may be a copy of it: it opens nothing any more. */
  suspended: z.boolean(),
});
export type KeyView = z.infer<typeof KeyView>;
export const Keys = z.object({ items: z.array(KeyView) });

/** POST /api/v1/agents/:id/keys/:key/removal and /api/v1/agents/:id/enrolment-code: why. */
export const ReasonBody = z.strictObject({ reason: z.string().trim().min(3).max(500) });
export const EnrolmentCode = z.object({ code: z.string(), until: Instant });
