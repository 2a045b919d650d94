/**
 * Splits mails into rounds in which no two have a key in common; mails that share one keep their order, each a round
 * later. What a round does is therefore the same as if its mails came one by one.
 */
export function inRounds<Mail>(mails: readonly Mail[], keysOf: (mail: Mail) => readonly string[]): Mail[][] {
  const rounds: Mail[][] = [];
  const earliest = new Map<string, number>();
  for (const mail of mails) {
    const keys = keysOf(mail);
    const round = Math.max(0, ...keys.map((key) => earliest.get(key) ?? 0));
    for (const key of keys) earliest.set(key, round + 1);
    (rounds[round] ??= []).push(mail);
  }
  return rounds;
}
