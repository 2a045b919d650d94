import type { SentFile } from '#intake';
import { headersFor } from '../answer/headers.js';

interface Hosts {
  readonly PUBLIC_URL: string;
  readonly ATTACHMENTS_URL?: string | undefined;
}

/**
 * What a browser may do with bytes of strangers: nothing but what each kind is for. Pages may stand in a frame of the
 * console, and pictures in it; on a host of their own both cross an origin.
 */
export function fileHeaders(kind: SentFile['kind'], { PUBLIC_URL, ATTACHMENTS_URL }: Hosts): Record<string, string> {
  const { 'x-frame-options': _, ...download } = headersFor('download', { https: (ATTACHMENTS_URL ?? PUBLIC_URL).startsWith('https:') });
  const crossing = { 'cross-origin-resource-policy': ATTACHMENTS_URL === undefined ? 'same-origin' : 'cross-origin' };
  if (kind !== 'page') return { ...download, ...crossing, 'x-frame-options': 'DENY' };
  return {
    ...download,
    ...crossing,
    'content-security-policy': `sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self' ${new URL(PUBLIC_URL).origin}`,
    // It knows no other host than its own, and would forbid the console on another one.
    ...(ATTACHMENTS_URL === undefined ? { 'x-frame-options': 'SAMEORIGIN' } : {}),
  };
}

/**
 * Whether a request may be answered on the host where it came in: what strangers sent only on theirs, everything else never there.
 *
 * @param route the one that answers, as declared (`matchedRoute`)
 */
export function isRightHost(host: string, route: string, { ATTACHMENTS_URL }: Hosts): boolean {
  if (ATTACHMENTS_URL === undefined) return true;
  return (host.toLowerCase() === new URL(ATTACHMENTS_URL).host) === route.startsWith('/f/');
}
