import { z } from 'zod';
import { Secret } from '#kernel';
import type { Section } from './section.js';

export interface ConfigLine {
  readonly variable: string;
  readonly value: string;
  readonly source: 'environment' | 'default' | 'missing';
  readonly meaning: string;
}

export interface LoadedConfig {
  readonly of: ReadonlyMap<Section, Readonly<Record<string, unknown>>>;
  readonly lines: readonly ConfigLine[];
}

/** Every wrong or missing variable in one message, by its full name. */
export class ConfigProblems extends Error {
  constructor(readonly problems: readonly string[], readonly lines: readonly ConfigLine[] = []) {
    super(`the configuration has ${problems.length} problem(s):\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigProblems';
  }
}

/**
 * Parses the environment into all sections.
 *
 * @throws ConfigProblems naming every variable that is missing or wrong
 */
export function loadConfig(sections: readonly Section[], environment: NodeJS.ProcessEnv = process.env): LoadedConfig {
  const of = new Map<Section, Readonly<Record<string, unknown>>>();
  const lines: ConfigLine[] = [];
  const problems: string[] = [];
  for (const one of new Set(sections)) {
    const settings: Record<string, unknown> = {};
    for (const [key, schema] of Object.entries(one.shape)) {
      const variable = ['REKEY', one.prefix, key].filter(Boolean).join('_');
      const given = environment[variable] === '' ? undefined : environment[variable];
      const parsed = z.safeParse(schema, given);
      if (parsed.success) settings[key] = parsed.data;
      else problems.push(`${variable}: ${wantedNumber(schema as z.ZodType, given) ?? parsed.error.issues.map((issue) => issue.message).join('; ')}`);
      lines.push({
        variable,
        value: shown(parsed.data, schema as z.ZodType),
        source: given !== undefined ? 'environment' : parsed.success ? 'default' : 'missing',
        meaning: (schema as z.ZodType).description ?? '',
      });
    }
    const contradiction = Object.keys(settings).length === Object.keys(one.shape).length ? one.contradiction?.(settings) : undefined;
    if (contradiction !== undefined) problems.push(contradiction);
    of.set(one, Object.freeze(settings));
  }
  if (problems.length > 0) throw new ConfigProblems(problems, lines);
  return { of, lines };
}

function shown(value: unknown, schema: z.ZodType): string {
  if (value instanceof Secret) return value.toString();
  if (value === undefined) return '';
  const text = String(value);
  if (schema.meta()?.['shown'] === 'origin') return originOf(text);
  // A password inside an address is a secret too, in front of the host as well as behind the question mark.
  return text.replace(/^([a-z+]+:\/\/[^/:@\s]*:)[^/@\s]+@/i, '$1[secret]@').replace(/([?&][^=&#]*(?:pass|secret|token|key|sig)[^=&#]*=)[^&#]*/gi, '$1[secret]');
}

/** Whoever knows the path of a webhook may call it: chats and pagers keep their secret there. */
function originOf(url: string): string {
  const { origin, pathname, search, username } = new URL(url);
  return pathname === '/' && search === '' && username === '' ? url : `${origin}/[secret]`;
}

/** What is wanted instead of "expected number, received NaN"; undefined: it is no number, or nothing was given. */
function wantedNumber(schema: z.ZodType, given: string | undefined): string | undefined {
  let inner: z.ZodType = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodOptional) inner = inner.unwrap() as z.ZodType;
  if (!(inner instanceof z.ZodNumber) || given === undefined) return undefined;
  const { minValue, maxValue, isInt } = inner;
  const from = minValue !== null && minValue > Number.MIN_SAFE_INTEGER ? ` from ${minValue}` : '';
  const to = maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER ? ` to ${maxValue}` : '';
  return `a ${isInt ? 'whole ' : ''}number${from}${to} is wanted, not "${given}"`;
}
