import { generateSecret, generateURI, verifySync } from 'otplib';

const STEP_SECONDS = 30;
const SEED_BYTES = 20;

/** 160 random bits in Base32 (R75). */
export function newTotpSecret(): string {
  return generateSecret({ length: SEED_BYTES });
}

/** What an authenticator app reads from the QR code. */
export function totpUri(secret: string, label: string): string {
  return generateURI({ issuer: 'Rekey', label, secret });
}

/**
 * The time step that the code belongs to, if it is right: now or one step away, and later than the last that was used
 * (R74, RFC 6238 section 5.2). Undefined otherwise.
 */
export function totpStep(secret: string, typed: string, lastStep: number | null, now: Date): number | undefined {
  const token = typed.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const epoch = Math.floor(now.getTime() / 1_000);
  const result = verifySync({ secret, token, epoch, epochTolerance: STEP_SECONDS, ...(lastStep !== null && { afterTimeStep: lastStep }) });
  return result.valid ? Math.floor(epoch / STEP_SECONDS) + (result.delta ?? 0) : undefined;
}
