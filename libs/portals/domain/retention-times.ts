import { z } from 'zod';
import { DATA_CLASSES, PORTAL_CLASS_NAMES, type DataClassName, type PortalClassName } from './data-classes.js';

/** Days for each class that a portal keeps shorter or longer than the table of data classes says. */
export const RetentionSchema = z.strictObject(Object.fromEntries(PORTAL_CLASS_NAMES.map((name) => {
  const { min, max } = DATA_CLASSES[name].portal;
  return [name, z.number().int().min(min, `at least ${min} days`).max(max, `at most ${max} days`).optional()];
})) as Record<PortalClassName, z.ZodOptional<z.ZodNumber>>);

export type Retention = z.output<typeof RetentionSchema>;

/** How many days a class is kept in a portal; without one, by the desk. */
export function daysKept(name: DataClassName, retention?: Retention): number {
  const own = (retention as Partial<Record<DataClassName, number>> | undefined)?.[name];
  return own ?? DATA_CLASSES[name].days;
}
