import { z } from 'zod';
import { says } from './profile-mistakes.js';

const endpoint = z.url().refine(isPrivate, says('https-only'));

/** How tokens for a mailbox are got (RFC 6749): where, as whom, for what. Nothing secret. */
export const TokenIssuerSchema = z.strictObject({
  tokenEndpoint: endpoint,
  /** RFC 8628; none: a refresh token has to be pasted. */
  deviceEndpoint: endpoint.optional(),
  clientId: z.string().min(1),
  scopes: z.string(),
  /** `client-credentials` (RFC 6749 section 4.4): the application itself may read the mailbox, no person signs in. */
  grant: z.enum(['refresh-token', 'client-credentials']).default('refresh-token'),
  /** When the client secret ends, where the service does not tell: ISO date. */
  clientSecretExpires: z.iso.date().optional(),
});
export type TokenIssuer = z.output<typeof TokenIssuerSchema>;

interface Preset {
  readonly service: Omit<TokenIssuer, 'clientId' | 'clientSecretExpires'>;
  readonly imapHost: string;
  readonly imapPort: number;
}

/**
 * The two that everybody has. Sources: Microsoft, "Authenticate an IMAP, POP or SMTP connection using OAuth";
 * Google, "OAuth 2.0 mechanism" (its device flow does not give the mail scope, so a refresh token is pasted).
 */
export const TOKEN_ISSUERS = {
  microsoft365: {
    service: {
      tokenEndpoint: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token', deviceEndpoint: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode',
      scopes: 'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access', grant: 'refresh-token',
    },
    imapHost: 'outlook.office365.com', imapPort: 993,
  },
  google: {
    service: { tokenEndpoint: 'https://oauth2.googleapis.com/token', scopes: 'https://mail.google.com/', grant: 'refresh-token' },
    imapHost: 'imap.gmail.com', imapPort: 993,
  },
} as const satisfies Record<string, Preset>;
export type TokenIssuerName = keyof typeof TOKEN_ISSUERS;

/** A token that ends so soon is not used for a new sign-in. */
const SKEW_MS = 60_000;
/** From here on a new one is asked for although the old one still works: trouble shows while mail still comes in. */
const FRESH_SHARE = 0.5;

export interface TokenLife {
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Good enough to sign in with now. */
export function isUsable({ expiresAt }: TokenLife, now: Date): boolean {
  return expiresAt.getTime() - SKEW_MS > now.getTime();
}

/** Time to ask for another: half of its life is over. */
export function isAgeing({ issuedAt, expiresAt }: TokenLife, now: Date): boolean {
  return now.getTime() >= issuedAt.getTime() + (expiresAt.getTime() - issuedAt.getTime()) * FRESH_SHARE;
}

function isPrivate(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}
