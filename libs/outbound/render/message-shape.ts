import IntlMessageFormatModule from 'intl-messageformat';
import type { Locale } from '#kernel';

// The package is CommonJS as well as ESM; which one is loaded depends on who loads it.
const IntlMessageFormat = ((IntlMessageFormatModule as unknown as { default?: typeof IntlMessageFormatModule }).default ?? IntlMessageFormatModule) as typeof IntlMessageFormatModule;
const LANGUAGES = { de: 'de-DE', en: 'en-GB' } as const satisfies Record<Locale, string>;

/** One sentence with its ICU arguments. No tags: a string is text, markup belongs into the template. @throws SyntaxError */
export function messageOf(text: string, locale: Locale): InstanceType<typeof IntlMessageFormat> {
  return new IntlMessageFormat(text, LANGUAGES[locale], undefined, { ignoreTag: true });
}

export interface MessageShape {
  /** What the sentence names, by name: plainly, or how it chooses by it, with all its options. */
  readonly plain: ReadonlySet<string>;
  readonly choices: ReadonlyMap<string, ReadonlySet<string>>;
  /** Numbers, dates and the like: written `number amount`. */
  readonly formats: ReadonlySet<string>;
  /** Every sentence that can come out of it, with `…` for what is filled in. */
  readonly versions: readonly string[];
}

/** The numbers that the parser gives to its parts; it exports them as a const enum, which is not there at run time. */
const [LITERAL, ARGUMENT, SELECT, PLURAL, POUND] = [0, 1, 5, 6, 7];
const MOST_VERSIONS = 200;

/** @throws SyntaxError when it is no ICU message */
export function shapeOf(text: string, locale: Locale): MessageShape {
  const plain = new Set<string>();
  const choices = new Map<string, Set<string>>();
  const formats = new Set<string>();
  const versions = walk(messageOf(text, locale).getAst() as readonly Part[]);
  return { plain, choices, formats, versions };

  function walk(parts: readonly Part[]): string[] {
    let so = [''];
    for (const part of parts) so = so.flatMap((start) => written(part).map((rest) => start + rest)).slice(0, MOST_VERSIONS);
    return so;
  }

  function written(part: Part): string[] {
    const name = part.value ?? '';
    if (part.type === LITERAL) return [name];
    if (part.type === POUND) return ['…'];
    if (part.type === ARGUMENT) plain.add(name);
    else if (part.type === SELECT || part.type === PLURAL) {
      const options = Object.entries(part.options ?? {});
      choices.set(name, new Set([...(choices.get(name) ?? []), ...options.map(([option]) => option)]));
      return options.flatMap(([, { value }]) => walk(value));
    } else formats.add(`${part.type} ${name}`);
    return ['…'];
  }
}

interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}
