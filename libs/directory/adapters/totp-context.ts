/** To what the sealed second factor of an account belongs. */
export function totpContext(accountId: string): string {
  return `builtin:${accountId}:totp`;
}
