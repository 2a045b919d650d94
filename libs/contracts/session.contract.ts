import { z } from 'zod';
import { RightsLimits } from './desk.contract.js';
import { KeyGiven } from './sign-in-keys.contract.js';
import { Instant, LocaleWord, RoleWord } from './words.js';

/** POST /api/v1/session */
export const SignInBody = z.strictObject({ email: z.string().max(320), password: z.string().max(1024), code: z.string().max(20).optional(), key: KeyGiven.optional(), enrolmentCode: z.string().max(40).optional() });

/** GET and POST /api/v1/session. `csrf` goes back in the header `x-rekey-csrf` of every changing request. */
export const Session = z.object({
  agent: z.object({ id: z.string(), email: z.string(), displayName: z.string(), code: z.string(), locale: LocaleWord, roles: z.array(RoleWord), portals: z.array(z.string()), limits: RightsLimits }),
  permissions: z.array(z.string()),
  csrf: z.string(),
  strength: z.enum(['password', 'second-factor']),
  hasSecondFactor: z.boolean(),
  /** An authenticator app in force. */
  hasApp: z.boolean(),
  keys: z.number().int(),
  /** The sign-in key that this session was opened with. */
  keyId: z.string().nullable(),
  /** From where the agent is now, only a sign-in key will do. */
  keyIsNeeded: z.boolean(),
  /** This session was opened only to bind a sign-in key. */
  isEnrolling: z.boolean(),
  /** The house demands a second factor and this agent has none yet, or the session is there for nothing else: nothing else works until it is enrolled. */
  mustEnrolSecondFactor: z.boolean(),
  /** Until then credential actions need no new proof. */
  provedUntil: Instant,
  demo: z.boolean(),
});
export type Session = z.infer<typeof Session>;

/** POST /api/v1/session/proof: prove again, before a credential action. */
export const ProofBody = z.strictObject({ password: z.string().max(1024).optional(), code: z.string().max(20).optional(), key: KeyGiven.optional() });

/** POST /api/v1/session/second-factor (start) and …/second-factor/confirm */
export const SecondFactorStart = z.object({ otpauth: z.string(), secret: z.string(), qrSvg: z.string() });
export const SecondFactorConfirmBody = z.strictObject({ code: z.string().max(20) });
