import type { Refusal } from '#kernel';
import { REFUSALS } from './refusals.js';

/** Prints the sentence, or why not: the code with what is missing on a line of its own, then what it means; the exit code is 1 then. */
export function say<Yes extends { allowed: true }>(answer: Yes | Refusal, sentence: (yes: Yes) => string, asJson?: boolean): void {
  if (answer.allowed) {
    console.log(sentence(answer));
    return;
  }
  const { refusal, missing } = answer;
  const meaning = REFUSALS[refusal];
  if (asJson) console.log(JSON.stringify({ refused: refusal, ...(missing && { missing }), ...(meaning && { meaning }) }));
  console.error(`refused: ${refusal}${missing ? ` (${missing.join(', ')})` : ''}${meaning ? `\n  ${meaning}` : ''}`);
  process.exitCode = 1;
}
