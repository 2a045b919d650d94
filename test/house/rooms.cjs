/**
 * Who may import whom. Checked by dependency-cruiser in `npm test`; `rooms.spec.ts` proves that it sees anything at all.
 */

/** From the ground up. A room may import rooms of lower storeys, and on its own storey only those to its left. */
const STOREYS = [
  ['kernel', 'contracts'],
  ['config', 'log', 'persistence', 'jobs', 'storage'],
  ['alarms', 'audit', 'agents', 'portals', 'directory', 'outbound'],
  ['recognition', 'tickets'],
  ['recovery'],
  ['privacy'],
  ['intake'],
];
const ROOMS = STOREYS.flat();
const APPS = ['api', 'worker', 'mailroom', 'console', 'ops'];
const SPEC = '\\.spec\\.tsx?$';

const upwards = ROOMS.slice(0, -1).map((room, index) => ({
  name: `storeys-${room}`,
  comment: `${room} may know only rooms below it: ${ROOMS.slice(0, index).join(', ') || 'none'}.`,
  severity: 'error',
  from: { path: `^libs/${room}/`, pathNot: SPEC },
  to: { path: `^libs/(${ROOMS.slice(index + 1).join('|')})/` },
}));

const doors = ROOMS.map((room) => ({
  name: `one-door-${room}`,
  comment: `From outside, ${room} is reached through #${room} only: what is behind the door may change freely.`,
  severity: 'error',
  from: { path: '^(libs|apps)/', pathNot: `^libs/${room}/` },
  to: { path: `^libs/${room}/`, pathNot: `^libs/${room}/index\\.ts$` },
}));

const apart = APPS.map((app) => ({
  name: `apps-apart-${app}`,
  comment: 'Processes share rooms, never each other: each must start, scale and die alone.',
  severity: 'error',
  from: { path: `^apps/${app}/` },
  to: { path: '^apps/', pathNot: `^apps/${app}/` },
}));

module.exports = {
  forbidden: [
    ...upwards,
    ...doors,
    ...apart,
    {
      name: 'rooms-know-no-apps',
      comment: 'What we do does not depend on how the world reaches us.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'product-knows-no-tests',
      comment: 'What runs in production comes without test/.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: [SPEC, '^apps/ops/test\\.mjs$'] },
      to: { path: '^test/' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one thought; keep it in one place.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-domain',
      comment: 'domain/ is rules that one can read and test with nothing running: words, contracts, siblings and the room’s seed types only.',
      severity: 'error',
      from: { path: '^libs/[^/]+/domain/', pathNot: SPEC },
      to: { pathNot: ['^libs/[^/]+/domain/', '^libs/(kernel|contracts)/index\\.ts$', '^node_modules/(zod|yaml|libphonenumber-js|date-holidays)/', '^crypto$'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'contracts-know-zod-only',
      comment: 'The console and the server share these; they must weigh nothing.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: SPEC },
      to: { pathNot: ['^libs/contracts/', '^node_modules/zod/'] },
    },
    {
      name: 'console-knows-contracts-only',
      comment: 'The console talks to the server over HTTP, and shares nothing with it but the contracts.',
      severity: 'error',
      from: { path: '^apps/console/' },
      to: { path: '^libs/', pathNot: '^libs/contracts/index\\.ts$' },
    },
    {
      name: 'who-signs-people-in-is-no-process-of-ours',
      comment: 'The OpenID Connect provider of the demo comes with `rekey up` only: nothing that runs in production may load it.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['^apps/ops/(embedded/|up\\.ts$)', SPEC] },
      to: { path: ['node_modules/oidc-provider/', '^apps/ops/embedded/(openid-provider|home-organisation)\\.ts$'] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere is an edge that no rule sees.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      // `source` first: the aliases would else point into dist/, which the check would drop without a word.
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
