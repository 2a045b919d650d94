import { writeFileSync } from 'node:fs';
import { learn } from '../../libs/recognition/domain/learned/learn.js';
import { digestOfLessons, lessons } from './lessons.js';

/** `npm run learn`: learns what mails are about from the labelled ones and writes it down for recognition. Repeatable. */
const mails = lessons();
console.log(`learning from ${mails.length} mails …`);
const from = performance.now();
const { cases, answers } = learn(mails);
const lines = (table: readonly string[]): string => table.map((line) => `  ${JSON.stringify(line)},\n`).join('');
writeFileSync(new URL('../../libs/recognition/domain/learned/weights.ts', import.meta.url), `// Written by \`npm run learn\`; see table.ts for the form.
export const LEARNED_FROM = '${digestOfLessons()}';

export const CASE_WEIGHTS: readonly string[] = [
${lines(cases)}];

export const ANSWER_WEIGHTS: readonly string[] = [
${lines(answers)}];
`);
console.log(`done in ${Math.round((performance.now() - from) / 1_000)} s`);
