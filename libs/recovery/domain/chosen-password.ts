import { HOUR_MS } from '#kernel';

/** A directory that is filled in two steps sets the passwords a little after it made the accounts. */
const FILLED_WITHIN_MS = HOUR_MS;

export interface PasswordFacts {
  readonly mustChangePassword: boolean;
  readonly passwordChangedAt: Date | null;
  /** Left out: the directory does not tell. */
  readonly createdAt?: Date | undefined;
}

/**
 * Whether the holder chose the password that the account has, also before their first sign-in: by a link of ours, or elsewhere, long after the account
 * was made. What others set has to be changed, or came with the account. A first password of the desk's would take theirs away.
 */
export function holderChosePassword({ mustChangePassword, passwordChangedAt, createdAt }: PasswordFacts, redeemedLink: boolean): boolean {
  if (redeemedLink) return true;
  return !mustChangePassword && passwordChangedAt !== null && createdAt !== undefined && passwordChangedAt.getTime() - createdAt.getTime() > FILLED_WITHIN_MS;
}
