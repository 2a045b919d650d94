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
      else problems.push(`${variable}: ${parsed.error.issues.map((issue) => issue.message).join('; ')}`);
      lines.push({
        variable,
        value: shown(parsed.data),
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

function shown(value: unknown): string {
  if (value instanceof Secret) return value.toString();
  // A password inside an address is a secret too.
  return value === undefined ? '' : String(value).replace(/^([a-z+]+:\/\/[^/:@\s]*:)[^/@\s]+@/i, '$1[secret]@');
}
