import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseScene, OWN_PASSWORD } from '../support/case-scene.js';
import { ALL_STORIES } from './every-case/index.js';
import type { CaseStory } from './every-case/story.js';

const STORIES = ALL_STORIES.flatMap(([, stories]) => stories);
const AT_ONCE = 6;

/** One desk, five portals, everybody at the same time: as on a Monday morning. */
describe('every case of the seeds, from the mail to the sign-in', () => {
  let scene: CaseScene;
  const told = new Map<CaseStory, Promise<unknown>>();

  beforeAll(async () => {
    scene = await CaseScene.open();
    const waiting = [...STORIES];
    const lanes = Array.from({ length: AT_ONCE }, () => Promise.resolve());
    // Each lane tells one story after the other; a story that fails does not stop its lane.
    for (const [at, story] of waiting.entries()) {
      const before = lanes[at % AT_ONCE]!;
      const own = before.then(() => story.tell(scene));
      told.set(story, own);
      lanes[at % AT_ONCE] = own.catch(() => undefined);
    }
  });
  afterAll(async () => {
    await Promise.allSettled(told.values());
    await scene?.desk.close();
  });

  it.each(STORIES.map((story) => [story.title, story] as const))('%s', (_title, story) => told.get(story));

  it('leaves no chosen password in clear anywhere, and an audit chain without a break', async () => {
    await Promise.allSettled(told.values());
    expect(await scene.desk.secretsAtRest([OWN_PASSWORD])).toEqual([]);
    expect(await scene.desk.rekey('audit', 'verify')).toMatchObject({ code: 0 });
  });

  it('covers every case and every staff action of the seeds', () => {
    const named = new Set(STORIES.flatMap(({ title }) => title.split(':')[0]!.split(' ')));
    const all = [...Array.from({ length: 45 }, (_, at) => `U${at + 1}`), ...Array.from({ length: 18 }, (_, at) => `P${at + 1}`)];
    expect(all.filter((one) => !named.has(one))).toEqual([]);
  });
});
