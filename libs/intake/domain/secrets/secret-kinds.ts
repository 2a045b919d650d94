/** What people write into a mail although nobody asked for it (recovery-security 5.11). */
export const SECRET_KINDS = ['password', 'pin', 'iban', 'card', 'id-number', 'totp-seed', 'link'] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/** Where in a text one stands: from `start` up to `end`, without the words around it. */
export interface FoundSecret {
  readonly kind: SecretKind;
  readonly start: number;
  readonly end: number;
}
