import type { FastifyRequest } from 'fastify';

/**
 * The route that answers a request, as it is declared (`/f/:token`); '' where none does.
 *
 * Whatever depends on where a request goes asks this and never `request.url`: the router decodes what stands there
 * (`/%61pi/v1/session`, RFC 3986 section 2.3) and takes whole addresses (RFC 9112 section 3.2.2), so that a look at the
 * letters lets through what the router then serves.
 */
export function matchedRoute({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): string {
  return routeOptions?.url ?? '';
}
