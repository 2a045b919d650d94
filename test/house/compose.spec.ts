import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { AgentsConfig } from '#agents';
import { allSections } from '../../apps/ops/up/all-settings.js';

/**
 * The part of the Compose specification that our file uses, strictly: a field that is misspelt or in the wrong place is
 * unknown here, as it is to `docker compose config`.
 */
const duration = z.string().regex(/^(\d+(us|ms|s|m|h))+$/);
const port = z.string().regex(/^(\d{1,3}(\.\d{1,3}){3}:)?\d+:\d+$/);
const environment = z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string());
const ServiceSchema = z.strictObject({
  image: z.string().regex(/^[a-z0-9./-]+:[\w.-]+$/).optional(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string(), target: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']).optional(),
  init: z.boolean().optional(),
  environment: environment.optional(),
  ports: z.array(port).optional(),
  volumes: z.array(z.string().regex(/^[a-z]+:\/[\w/]+$/)).optional(),
  profiles: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']) })).optional(),
  healthcheck: z.strictObject({
    test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()), interval: duration, timeout: duration, retries: z.int().positive(), start_period: duration.optional(),
  }).optional(),
  stop_grace_period: duration.optional(),
}).refine(({ image, build }) => image ?? build, 'a service has an image or is built');
const ComposeSchema = z.looseObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  services: z.record(z.string().regex(/^[a-zA-Z0-9._-]+$/), ServiceSchema),
  volumes: z.record(z.string(), z.strictObject({})),
}).refine((file) => Object.keys(file).every((key) => ['name', 'services', 'volumes'].includes(key) || key.startsWith('x-')), 'other fields at the top start with x-');

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = ComposeSchema.parse(parse(text, { merge: true }));
const dockerfile = readFileSync('apps/ops/Dockerfile', 'utf8');

describe('docker-compose.yml', () => {
  it('has the database, the queue, one migration and the three processes, and the demo apart', () => {
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(['postgres', 'valkey', 'migrate', 'api', 'worker', 'mailroom']));
    const inDemo = Object.entries(compose.services).filter(([, { profiles }]) => profiles?.includes('demo')).map(([name]) => name);
    expect(inDemo).toEqual(['demo', 'directory']);
    expect(compose.services['postgres']!.image).toMatch(/^postgres:18/);
  });

  it('refers only to services, volumes, stages and programs that exist', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(Object.keys(compose.services)).toContain(other);
        if (condition === 'service_healthy') expect({ other, hasCheck: compose.services[other]!.healthcheck !== undefined }).toEqual({ other, hasCheck: true });
        expect({ name, other, isDemo: compose.services[other]!.profiles }).toEqual({ name, other, isDemo: undefined });
      }
      for (const volume of service.volumes ?? []) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      if (service.build) {
        expect(existsSync(service.build.dockerfile)).toBe(true);
        expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${service.build.target}$`, 'm'));
      }
      const program = service.command?.find((word) => word.startsWith('dist/'));
      if (program) expect({ program, hasSource: existsSync(program.replace(/^dist\//, '').replace(/\.js$/, '.ts')) }).toEqual({ program, hasSource: true });
    }
  });

  it('opens ports on this machine only, and lets nothing but the migration change the tables first', () => {
    for (const { ports } of Object.values(compose.services)) for (const one of ports ?? []) expect(one).toMatch(/^127\.0\.0\.1:/);
    for (const name of ['api', 'worker', 'mailroom']) expect(compose.services[name]!.depends_on?.['migrate']?.condition).toBe('service_completed_successfully');
  });

  it('sets only variables that a room or process declares', async () => {
    const declared = (await allSections()).flatMap(({ prefix, shape }) => Object.keys(shape).map((key) => ['REKEY', prefix, key].filter(Boolean).join('_')));
    expect(declared.length).toBeGreaterThan(20);
    const used = Object.values(compose.services).flatMap(({ environment: given }) => Object.keys(given ?? {})).filter((name) => name.startsWith('REKEY_'));
    expect(used.filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('lets who runs it say who is inside, in every process, and whose word about addresses counts', () => {
    const ours = Object.entries(compose.services).filter(([, { environment: given }]) => given?.['REKEY_DATABASE_URL'] !== undefined);
    expect(ours.map(([name]) => name)).toEqual(expect.arrayContaining(['migrate', 'api', 'worker', 'mailroom']));
    const asked = ['REKEY_HTTP_TRUST_PROXY', ...Object.keys(AgentsConfig.shape).filter((key) => key !== 'REQUIRE_SECOND_FACTOR').map((key) => `REKEY_AGENTS_${key}`)];
    for (const [service, { environment: given }] of ours) for (const name of asked) expect({ service, name, value: given![name] }).toEqual({ service, name, value: `\${${name}:-}` });
  });
});
