import { EntitySchema } from '@mikro-orm/core';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every entity class of every room, found by file name: for the template database, whatever the doors export. */
export async function allEntities(): Promise<(new () => object)[]> {
  const files = globSync('libs/*/store/*.entity.ts', { cwd: ROOT }).sort();
  const modules = await Promise.all(files.map((file) => import(`${ROOT}${file}`) as Promise<Record<string, unknown>>));
  return modules.flatMap((one) => Object.values(one)).filter(isEntity);
}

function isEntity(value: unknown): value is new () => object {
  return typeof value === 'function' && EntitySchema.REGISTRY.has(value as never);
}
