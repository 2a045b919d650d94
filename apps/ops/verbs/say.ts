import type { Refusal } from '#kernel';

/** Prints the sentence, or why not; then the exit code is 1. */
export function say<Yes extends { allowed: true }>(answer: Yes | Refusal, sentence: (yes: Yes) => string): void {
  if (answer.allowed) {
    console.log(sentence(answer));
    return;
  }
  console.error(`refused: ${answer.refusal}${answer.missing ? ` (${answer.missing.join(', ')})` : ''}`);
  process.exitCode = 1;
}
