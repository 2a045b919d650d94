import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import * as jobs from '#jobs';
import { sources } from './sources.js';

const KINDS = jobs.JOB_KINDS;

interface Shape { readonly type?: string; readonly format?: string; readonly enum?: unknown }

/** The variable under which a kind is exported, as processors write it. */
const variableOf = (kind: jobs.JobKind): string => Object.entries(jobs).find(([, value]) => value === (kind as unknown))?.[0] ?? '';

describe('the catalogue of deferred work', () => {
  it.each(KINDS.map((kind) => [kind.name, kind] as const))('%s has exactly one processor, in the worker, on its own lane', (_, kind) => {
    const processors = sources('apps/worker/**/*.ts').filter(({ text }) => new RegExp(`\\bon\\(\\s*${variableOf(kind)}\\b`).test(text));
    expect(processors.map(({ path }) => path)).toHaveLength(1);
    const appearances = processors[0]!.text.match(new RegExp(`\\bon\\(\\s*${variableOf(kind)}\\b`, 'g'));
    expect(appearances).toHaveLength(1);
    expect(processors[0]!.text).toMatch(new RegExp(`@Processor\\(\\s*['"\`{][^)]*\\b${kind.lane}\\b`));
  });

  it.each(KINDS.map((kind) => [kind.name, kind] as const))('%s carries ids, enumerations, counters and instants, never content', (_, kind) => {
    const schema = z.toJSONSchema(kind.payload) as { additionalProperties: unknown; properties?: Record<string, Shape & { items?: Shape }> };
    expect(schema.additionalProperties).toBe(false);
    for (const [field, listOrOne] of Object.entries(schema.properties ?? {})) {
      const shape = listOrOne.items ?? listOrOne;
      const isFine = shape.enum !== undefined || shape.type === 'integer' || ['uuid', 'date-time'].includes(shape.format ?? '');
      expect({ field, isFine }).toEqual({ field, isFine: true });
    }
  });

  it('has a name and a lane for each kind, and no name twice', () => {
    const names = KINDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, lane } of KINDS) {
      expect(name).toMatch(/^[a-z]+\.[a-z-]+$/);
      expect(Object.keys(jobs.LANES)).toContain(lane);
    }
  });
});
