import Sequencer from '@jest/test-sequencer';

/**
 * Spec files in the order of what they took on a quiet machine with two cores, the longest first, so that none of them runs
 * alone at the end. What is not listed is short; stories come first there, and what needs no server fills the gaps at the end.
 */
const LONGEST = [
  'stories/in-a-real-browser', 'contracts/keycloak-directory', 'db/keycloak-comes-back', 'stories/agents-way', 'stories/mail-reaches-the-queue', 'stories/killed-at-any-moment', 'db/api-pages-access',
  'stories/postgres-restarts', 'stories/every-case', 'stories/killed-in-the-middle-of-work', 'stories/a-newcomer-starts-rekey', 'stories/instant-recovery', 'house/corpus-fuzz', 'house/recognition-corpus', 'db/kill-points', 'db/recovery-vouchers',
].map((name) => `/test/${name}.`);
const TIERS = ['stories', 'db', 'house', 'specs'];

/** Jest asks it for the order; how long a file took on this machine decides between the rest, if that is known. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).map((test, at) => ({ test, rank: [placeOf(test.path), TIERS.indexOf(test.context.config.displayName.name), at] }))
      .sort(({ rank: one }, { rank: other }) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2])
      .map(({ test }) => test);
  }
}

function placeOf(path) {
  const at = LONGEST.findIndex((name) => path.includes(name));
  return at === -1 ? LONGEST.length : at;
}
