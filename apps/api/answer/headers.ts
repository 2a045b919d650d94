/** What an answer is decides what a browser may do with it. */
export type AnswerKind = 'api' | 'console' | 'asset' | 'page' | 'scripted' | 'playground' | 'download' | 'preview';

const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
} as const;

const NEVER_STORED = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' } as const;

/** Content-Security-Policy by kind. Nothing from third parties anywhere (R29, R57); `scripted` runs a script of ours, `playground` one that asks the server, too. */
const POLICIES = {
  api: "default-src 'none'; frame-ancestors 'none'",
  console: "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{attachments}; font-src 'self' data:; connect-src 'self'; frame-src 'self'{attachments}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  asset: "default-src 'none'; frame-ancestors 'none'",
  page: "default-src 'none'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  scripted: "default-src 'none'; style-src 'self' 'nonce-{nonce}'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  playground: "default-src 'none'; style-src 'self' 'nonce-{nonce}'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  download: "sandbox; default-src 'none'; frame-ancestors 'none'",
  preview: "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
} as const satisfies Record<AnswerKind, string>;

const CACHING = {
  api: NEVER_STORED,
  console: { 'cache-control': 'no-cache', 'x-robots-tag': 'noindex, nofollow' },
  asset: { 'cache-control': 'public, max-age=31536000, immutable' },
  page: NEVER_STORED,
  scripted: NEVER_STORED,
  playground: NEVER_STORED,
  download: NEVER_STORED,
  preview: NEVER_STORED,
} as const satisfies Record<AnswerKind, Record<string, string>>;

/**
 * All security headers of one answer.
 *
 * @param nonce fills the policy of pages, so that the portal's colours may stand in one `<style>`
 * @param attachmentsUrl the host from which the console may show pictures and frames of attachments, where there is one
 * @param https adds HSTS: only where we are really reached by https
 */
export function headersFor(kind: AnswerKind, { nonce = '', https = false, attachmentsUrl }: { readonly nonce?: string; readonly https?: boolean; readonly attachmentsUrl?: string | undefined } = {}): Record<string, string> {
  return {
    ...EVERYWHERE,
    ...(kind === 'preview' ? { 'x-frame-options': 'SAMEORIGIN' } : {}),
    ...CACHING[kind],
    ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    'content-security-policy': POLICIES[kind].replace('{nonce}', nonce).replaceAll('{attachments}', attachmentsUrl ? ` ${new URL(attachmentsUrl).origin}` : ''),
  };
}
