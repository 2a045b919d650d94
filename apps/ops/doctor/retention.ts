import { DAY_MS } from '#kernel';
import type { ReadRetention } from '#privacy';
import type { Finding } from './check.js';

/** One line: whether every class of data was looked at within a day, and what keeps one from ending. */
export async function examineRetention(retention: ReadRetention, now: Date): Promise<Finding> {
  const { items } = await retention.run();
  const what = 'retention of data';
  const failing = items.filter(({ failure }) => failure !== null);
  if (failing.length > 0) return { state: 'problem', what, detail: failing.map(({ name, failure }) => `${name}: ${failure}`).join('; '), cure: 'the database says why; it is tried again every five minutes' };
  const late = items.filter(({ lastAt }) => lastAt !== null && now.getTime() - new Date(lastAt).getTime() > DAY_MS);
  if (items.every(({ lastAt }) => lastAt === null)) return { state: 'skipped', what, detail: 'nothing was looked at yet: the worker has not run here' };
  if (late.length > 0) return { state: 'problem', what, detail: `not looked at since yesterday: ${late.map(({ name }) => name).join(', ')}`, cure: 'does the worker run?' };
  return { state: 'ok', what, detail: `${items.length} classes, ${items.reduce((sum, { ended }) => sum + ended, 0)} ended so far; \`rekey privacy retention\` lists them` };
}
