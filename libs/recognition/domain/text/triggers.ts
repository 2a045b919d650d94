/**
 * What a text must contain for a pattern of the small language (pattern.ts) to hold at all: one of these pieces. Asked
 * first, since most word lists have nothing to say about most sentences. `undefined`: cannot be told, always look.
 */
export function triggersOf(pattern: string): readonly string[] | undefined {
  const alternatives = splitAlternatives(pattern).map(triggersOfSequence);
  return alternatives.every((one) => one !== undefined) ? alternatives.flat() : undefined;
}

/** A piece of one letter occurs everywhere. */
const SHORTEST_TRIGGER = 2;
/** Triggers are looked up by so many of their first letters. */
const START = 3;

/** Finds which of many owners have a trigger in a text, in one walk over it. */
export class TriggerIndex<Owner> {
  readonly #byStart = new Map<string, { readonly trigger: string; readonly owner: Owner }[]>();
  readonly #always: readonly Owner[];

  constructor(owners: readonly { readonly owner: Owner; readonly patterns: readonly string[] }[]) {
    const always: Owner[] = [];
    for (const { owner, patterns } of owners) {
      const triggers = patterns.map(triggersOf);
      if (!triggers.every((one) => one !== undefined)) always.push(owner);
      else for (const trigger of new Set(triggers.flat())) this.#put(trigger, owner);
    }
    this.#always = always;
  }

  in(text: string): ReadonlySet<Owner> {
    const found = new Set(this.#always);
    for (let at = 0; at + SHORTEST_TRIGGER <= text.length; at += 1) {
      for (const { owner } of this.#byStart.get(text.slice(at, at + SHORTEST_TRIGGER)) ?? []) found.add(owner);
      for (const { trigger, owner } of this.#byStart.get(text.slice(at, at + START)) ?? []) if (text.startsWith(trigger, at)) found.add(owner);
    }
    return found;
  }

  #put(trigger: string, owner: Owner): void {
    const start = trigger.slice(0, START);
    this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), { trigger, owner }]);
  }
}

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
