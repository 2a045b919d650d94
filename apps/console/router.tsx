import { MutationCache, QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { CallProblem, whenSessionIsLost } from './call.js';
import { firstPlace } from './desk/first-place.js';
import { readListSearch, rememberedOrder } from './desk/list-view.js';
import { Desk } from './desk/desk.js';
import { readOfficeSearch } from './office/office-search.js';
import { sessionQuery } from './shell/session.js';
import { Shell } from './shell/shell.js';
import { Lost, Wrong } from './shell/wrong.js';
import { sayProblem } from './ui/problem.js';

declare module '@tanstack/react-query' {
  interface Register {
    /** `quiet`: the component says itself what went wrong. */
    mutationMeta: { readonly quiet?: boolean };
  }
}

export const client: QueryClient = new QueryClient({
  // Without a network a call fails like any other and says so; paused ones would look like work that never ends.
  defaultOptions: {
    mutations: { networkMode: 'always' },
    queries: { networkMode: 'always', staleTime: 15_000, retry: (failures, error) => failures < 2 && (!(error instanceof CallProblem) || error.problem.status === 0 || error.problem.status >= 500) },
  },
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) => { if (!mutation.meta?.quiet) sayProblem(error); },
    // Whatever was done may have been what waited.
    onSuccess: () => { void client.invalidateQueries({ queryKey: ['waiting'] }); },
  }),
});

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, errorComponent: Wrong, notFoundComponent: Lost });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ to }: Record<string, unknown>): { to?: string } => (typeof to === 'string' && /^\/(?!\/)/.test(to) ? { to } : {}),
  component: lazyRouteComponent(() => import('./shell/sign-in.js'), 'SignIn'),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery).catch((error: unknown) => {
      if (error instanceof CallProblem && error.problem.status === 401) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
      throw error;
    });
    if (session.mustEnrolSecondFactor && location.pathname !== '/settings') throw redirect({ to: '/settings' });
    return { session };
  },
});

const home = createRoute({ getParentRoute: () => shell, path: '/', beforeLoad: async ({ context }) => { throw redirect({ href: await firstPlace(context.client, context.session) }); } });

const desk = createRoute({ getParentRoute: () => shell, id: 'desk', component: Desk });
const queue = createRoute({
  getParentRoute: () => desk,
  path: '/q/$portal/$queue',
  validateSearch: readListSearch,
  // The order that somebody chose for this queue stands in the address, too, so that it can be sent to a colleague.
  beforeLoad: ({ params, search }) => {
    const sort = search.sort ?? rememberedOrder(params);
    if (sort !== search.sort) throw redirect({ to: '/q/$portal/$queue', params, search: { ...search, sort }, replace: true });
  },
});
const ticket = createRoute({ getParentRoute: () => desk, path: '/tickets/$number' });

const office = createRoute({ getParentRoute: () => shell, path: '/office', validateSearch: readOfficeSearch, component: lazyRouteComponent(() => import('./office/office.js'), 'Office') });
const approvals = createRoute({ getParentRoute: () => shell, path: '/approvals', component: lazyRouteComponent(() => import('./oversight/approvals.js'), 'Approvals') });
const outbox = createRoute({ getParentRoute: () => shell, path: '/outbox', component: lazyRouteComponent(() => import('./oversight/outbox.js'), 'Outbox') });
const quarantine = createRoute({ getParentRoute: () => shell, path: '/quarantine', component: lazyRouteComponent(() => import('./oversight/quarantine.js'), 'Quarantine') });
const overrides = createRoute({ getParentRoute: () => shell, path: '/overrides', component: lazyRouteComponent(() => import('./oversight/overrides.js'), 'Overrides') });
const procedure = createRoute({ getParentRoute: () => shell, path: '/procedure/$portal', component: lazyRouteComponent(() => import('./oversight/procedure.js'), 'ProcedurePage') });
const breaches = createRoute({ getParentRoute: () => shell, path: '/breaches', component: lazyRouteComponent(() => import('./oversight/breaches.js'), 'Breaches') });
const dataRequests = createRoute({ getParentRoute: () => shell, path: '/privacy', component: lazyRouteComponent(() => import('./oversight/data-requests.js'), 'DataRequests') });
const audit = createRoute({ getParentRoute: () => shell, path: '/audit', component: lazyRouteComponent(() => import('./oversight/audit.js'), 'Audit') });
const mailboxes = createRoute({ getParentRoute: () => shell, path: '/mailboxes', component: lazyRouteComponent(() => import('./oversight/mailboxes.js'), 'Mailboxes') });
const settings = createRoute({ getParentRoute: () => shell, path: '/settings', component: lazyRouteComponent(() => import('./settings/settings.js'), 'Settings') });
const profiles = createRoute({ getParentRoute: () => shell, path: '/settings/portals', component: lazyRouteComponent(() => import('./settings/portals.js'), 'PortalProfiles') });
const retention = createRoute({ getParentRoute: () => shell, path: '/settings/retention', component: lazyRouteComponent(() => import('./settings/retention.js'), 'Retention') });
const mails = createRoute({ getParentRoute: () => shell, path: '/settings/mails', component: lazyRouteComponent(() => import('./settings/mails.js'), 'Mails') });

export const router = createRouter({
  routeTree: root.addChildren([signIn, shell.addChildren([home, desk.addChildren([queue, ticket]), office, approvals, outbox, quarantine, overrides, breaches, dataRequests, procedure, audit, mailboxes, settings, mails, profiles, retention])]),
  context: { client },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: false,
  defaultErrorComponent: Wrong,
  defaultNotFoundComponent: Lost,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

whenSessionIsLost(() => {
  client.removeQueries({ queryKey: sessionQuery.queryKey });
  if (router.state.location.pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { to: router.state.location.href } });
});
