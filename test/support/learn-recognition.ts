import { writeFileSync } from 'node:fs';
import { learn, type Sureness } from '../../libs/recognition/domain/learned/learn.js';
import { digestOfLessons, lessons } from './lessons.js';

/** Where a line between "send the link" and "let a person look" could be drawn (log odds). */
const LINES = [-0.6, -0.4, -0.2, 0, 0.2, 0.6, 1, 1.4];

/** `npm run learn`: learns what mails are about from the labelled ones and writes it down for recognition. Repeatable. */
const mails = lessons();
console.log(`learning from ${mails.length} mails, five times, each set left out once …`);
const from = performance.now();
const { lines, likeness, unseen } = learn(mails);
writeFileSync(new URL('../../libs/recognition/domain/learned/weights.ts', import.meta.url), `// Written by \`npm run learn\`; see table.ts and likeness.ts for the form.
export const LEARNED_FROM = '${digestOfLessons()}';

export const LIKENESS: Readonly<Record<string, number>> = ${JSON.stringify(likeness, undefined, 2).replaceAll('"', "'")};

export const WEIGHTS: readonly string[] = [
${lines.map((line) => `  ${JSON.stringify(line)},\n`).join('')}];
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
