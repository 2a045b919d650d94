import { z } from 'zod';
import { safeUrl } from './directory-settings.js';
import { says } from './profile-mistakes.js';

const key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, says('dashed-words'));
/** A word of a provider, as it stands in its tokens. */
const spoken = z.string().regex(/^[\x21-\x7e]{1,200}$/, says('one-word'));
const text = z.strictObject({ de: z.string().min(1), en: z.string().min(1) });

/**
 * Through whom text messages leave, codes and notices of holds; without it there are none (recovery-security 5.2, 5.6: off by default). Its
 * signing key is the portal's secret `sms`, set with `rekey portal secret PORTAL sms`.
 */
export const SmsSettingsSchema = z.strictObject({
  /** One address for every message; see libs/outbound/adapters/SMS.md. */
  url: safeUrl('https', 'http'),
  /** What phones show: up to eleven letters and digits, or a number in E.164. */
  sender: z.string().regex(/^([A-Za-z0-9 ]{1,11}|\+[1-9]\d{6,14})$/, says('sms-sender')),
  /** Only numbers that begin like this: nobody shall run up a bill in far countries. */
  countries: z.array(z.string().regex(/^\+[1-9]\d{0,5}$/, says('number-begins'))).min(1).default(['+49']),
  timeoutSeconds: z.number().int().min(1).max(60).default(10),
});
export type SmsSettings = z.output<typeof SmsSettingsSchema>;

/**
 * An organisation that knows its people: whoever signs in at its OpenID Connect provider as the person of the account
 * is that person (recovery-security 5.2, class I). The client's secret is the portal's secret `home:KEY`; without one
 * the client is public and PKCE stands alone.
 */
export const HomeSignInSchema = z.strictObject({
  key,
  name: text,
  /** Exactly as the provider says it in its tokens. */
  issuer: safeUrl('https', 'http'),
  clientId: z.string().min(1),
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, says('scope'))).default(['openid']),
  /** Speaks only for accounts of these organisations, as the directory names them; empty: for every account of the portal. */
  organisations: z.array(z.string().min(1)).default([]),
  /** Which claim of the ID token must equal what of the account. Never guessed: a portal says which identifier the two share. */
  match: z.strictObject({ claim: z.string().regex(/^[A-Za-z][\w.:/-]{0,79}$/, says('claim')), equals: z.enum(['username', 'ref', 'address']) }),
  /**
   * How its ID token says that a second factor was used: a word of `amr` (RFC 8176) or a value of `acr`, which is then asked
   * for. Whoever is registered as a voucher may sign in here for their answer (5.2). Left out: it does not say, and they may not.
   */
  secondFactor: z.strictObject({ amr: z.array(spoken).min(1).max(20).optional(), acr: z.array(spoken).min(1).max(20).optional() })
    .refine(({ amr, acr }) => amr !== undefined || acr !== undefined, says('amr-or-acr')).optional(),
});
export type HomeSignInSettings = z.output<typeof HomeSignInSchema>;
