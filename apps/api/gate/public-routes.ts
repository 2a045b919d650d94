/**
 * Everything that answers people who are not signed in at the desk. What is not here needs an agent. `*` is the rest of
 * the path. A spec compares this table with the routes marked `@Public()`; the guard wants both.
 */
export const PUBLIC_ROUTES = [
  { path: '/api/v1/session', methods: ['POST'], because: 'signing in' },
  { path: '/api/v1/session/key', methods: ['POST'], because: 'what the browser asks a sign-in key, after a right password' },
  { path: '/api/openapi.json', methods: ['GET'], because: 'the description of the API says nothing secret' },
  { path: '/health/*', methods: ['GET'], because: 'the process supervisor asks' },
  { path: '/metrics', methods: ['GET'], because: 'Prometheus asks, with a token or from this machine' },
  { path: '/page-assets/*', methods: ['GET'], because: 'the style of the pages' },
  { path: '/r/*', methods: ['GET', 'POST'], because: 'recovery links' },
  { path: '/a/*', methods: ['GET', 'POST'], because: 'activation links' },
  { path: '/p/*', methods: ['GET', 'POST'], because: 'proofs of a mailbox' },
  { path: '/s/*', methods: ['GET', 'POST'], because: 'a secret, once' },
  { path: '/c/*', methods: ['GET', 'POST'], because: 'reports' },
  { path: '/n/*', methods: ['GET', 'POST'], because: 'a pause of mails that strangers set off' },
  { path: '/v/*', methods: ['GET', 'POST'], because: 'whoever is asked to vouch, and signs in there for one answer' },
  { path: '/d/*', methods: ['GET', 'POST'], because: 'a copy of one\'s own data, by the link that was mailed' },
  { path: '/f/*', methods: ['GET'], because: 'attachments and pages of mails, by addresses that live two minutes and know nobody' },
  { path: '/t/*', methods: ['GET', 'POST'], because: 'the requester\'s own ticket' },
  { path: '/portal/*', methods: ['GET', 'POST'], because: 'sign-in pages of the demo portals; not there without demo mode' },
  { path: '/playground*', methods: ['GET', 'POST'], because: 'mailboxes of the demo requesters; not there without demo mode' },
] as const satisfies readonly { path: string; methods: readonly string[]; because: string }[];

/** @param route the path as declared, with its parameters (`/r/:token`) */
export function isPublicRoute(method: string, route: string): boolean {
  const asked = method === 'HEAD' ? 'GET' : method;
  return PUBLIC_ROUTES.some(({ path, methods }) => (methods as readonly string[]).includes(asked)
    && (path.endsWith('*') ? route.startsWith(path.slice(0, -1)) : route === path));
}
