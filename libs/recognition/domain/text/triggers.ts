/**
 * What a text must contain for a pattern of the small language (pattern.ts) to hold at all: one of these pieces. Asked
 * first, since most word lists have nothing to say about most sentences. `undefined`: cannot be told, always look.
 */
export function triggersOf(pattern: string): readonly string[] | undefined {
  const alternatives = splitAlternatives(pattern).map(triggersOfSequence);
  return alternatives.every((one) => one !== undefined) ? alternatives.flat() : undefined;
}

/** A piece of one letter occurs everywhere. */
export const SHORTEST_TRIGGER = 2;
/** The alternatives on the outermost level. */
function splitAlternatives(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

/** The best of what every match must contain: the longest run of plain letters, or what a group demands. */
function triggersOfSequence(sequence: string): readonly string[] | undefined {
  const demands: (readonly string[])[] = [];
  let run = '';
  const endRun = (): void => {
    if (run.length >= SHORTEST_TRIGGER) demands.push([run]);
    run = '';
  };
  for (let at = 0; at < sequence.length; at += 1) {
    const sign = sequence[at]!;
    if (/[a-z0-9 ]/.test(sign)) {
      const isOptional = /[?{]/.test(sequence[at + 1] ?? '');
      if (isOptional) endRun();
      else if (sequence.startsWith(' _ ', at) || sequence.startsWith(' __ ', at)) {
        endRun();
        at += sequence.startsWith(' __ ', at) ? 3 : 2;
      } else run += sign;
      continue;
    }
    endRun();
    if (sign === '(') {
      const end = closing(sequence, at);
      if (end === undefined) return undefined;
      const inner = sequence.slice(at + 1, end).replace(/^\?:/, '');
      const demanded = inner.startsWith('?') || /[?{]/.test(sequence[end + 1] ?? '') ? undefined : triggersOf(inner);
      if (demanded) demands.push(demanded);
      at = end;
    } else if (sign === '[') {
      const end = sequence.indexOf(']', at);
      if (end < 0) return undefined;
      at = end;
    } else if (sign === '{') {
      const end = sequence.indexOf('}', at);
      if (end < 0) return undefined;
      at = end;
    } else if (!/[*?,'-]/.test(sign)) return undefined;
  }
  endRun();
  const shortest = (demand: readonly string[]): number => Math.min(...demand.map(({ length }) => length));
  return demands.reduce<readonly string[] | undefined>((best, demand) => (best === undefined || shortest(demand) > shortest(best) ? demand : best), undefined);
}

function closing(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}
