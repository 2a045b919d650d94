import { writeFileSync } from 'node:fs';
import { learn } from '../../libs/recognition/domain/learned/learn.js';
import { digestOfLessons, lessons } from './lessons.js';

/** `npm run learn`: learns what mails are about from the labelled ones and writes it down for recognition. Repeatable. */
const mails = lessons();
console.log(`learning from ${mails.length} mails …`);
const from = performance.now();
const lines = learn(mails).map((line) => `  ${JSON.stringify(line)},\n`).join('');
writeFileSync(new URL('../../libs/recognition/domain/learned/weights.ts', import.meta.url), `// Written by \`npm run learn\`; see table.ts for the form.
export const LEARNED_FROM = '${digestOfLessons()}';

export const WEIGHTS: readonly string[] = [
${lines}];
`);
console.log(`done in ${Math.round((performance.now() - from) / 1_000)} s`);
