import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { learnWorth, PARTS, type Sureness } from '../../libs/recognition/domain/learned/learn.js';
import { bytesOf } from '../../libs/recognition/domain/learned/table.js';
import { digestOfLessons, lessons } from './lessons.js';

/** Where a line between "send the link" and "let a person look" could be drawn (log odds). */
const LINES = [-0.6, -0.4, -0.2, 0, 0.2, 0.6, 1, 1.4];

/** `npm run learn`: learns what mails are about from the labelled ones and writes it down for recognition. Repeatable. */
const mails = lessons();
console.log(`learning from ${mails.length} mails, ${PARTS + 1} times, each set left out once …`);
const from = performance.now();
const [lines, ...withoutPart] = await tables([undefined, ...Array.from({ length: PARTS }, (_, part) => part)]);
const { likeness, unseen } = learnWorth(mails, { withoutPart });
const learned = new URL('../../libs/recognition/domain/learned/', import.meta.url);
const written = bytesOf(lines!);
writeFileSync(new URL('weights.txt', learned), written);
writeFileSync(new URL('worth.ts', learned), `// Written by \`npm run learn\`; see likeness.ts. The table itself is in weights.txt.
/** What there was to learn then: \`digestOfLessons\` of the tests. */
export const LEARNED_FROM = '${digestOfLessons()}';

/** The table that belongs to it. */
export const TABLE = { bytes: ${written.length}, sha256: '${createHash('sha256').update(written).digest('hex')}' };

export const LIKENESS: Readonly<Record<string, number>> = ${JSON.stringify(likeness, undefined, 2).replaceAll('"', "'")};
`);
const isSent = ({ sureness }: Sureness, line: number): boolean => sureness !== undefined && sureness >= line;
for (const line of LINES) {
  const links = unseen.filter(({ isLinkEnough }) => isLinkEnough);
  const wrong = unseen.filter((one) => !one.isLinkEnough && isSent(one, line));
  const share = ((links.filter((one) => isSent(one, line)).length / links.length) * 100).toFixed(1);
  console.log(`from ${line.toFixed(1)} on: ${share} % of ${links.length} link mails, ${wrong.length} of ${unseen.length - links.length} others (${(['high', 'medium', 'low'] as const).map((risk) => `${wrong.filter((one) => one.risk === risk).length} ${risk}`).join(', ')})`);
}
for (const reason of [...new Set(unseen.flatMap(({ reasons }) => reasons))].sort()) {
  const having = unseen.filter(({ reasons }) => reasons.includes(reason));
  const links = having.filter(({ isLinkEnough }) => isLinkEnough).length;
  console.log(`${reason}: in ${links} link mails and ${having.length - links} others, worth ${likeness[reason] ?? '–'}`);
}
console.log(`done in ${Math.round((performance.now() - from) / 1_000)} s`);

/** One thread a table, as many at a time as there are processors. */
async function tables(wanted: readonly (number | undefined)[]): Promise<(readonly string[])[]> {
  const learnt: (readonly string[])[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: availableParallelism() }, async () => {
    while (next < wanted.length) {
      const at = next++;
      const thread = new Worker(new URL('./learn-table.main.ts', import.meta.url), { workerData: { withoutPart: wanted[at] } });
      const [lines] = (await once(thread, 'message')) as [readonly string[]];
      learnt[at] = lines;
      console.log(`table ${learnt.filter((one) => one !== undefined).length} of ${wanted.length} after ${Math.round((performance.now() - from) / 1_000)} s`);
    }
  }));
  return learnt;
}
