import { DAY_MS } from '#kernel';
import { ALARM_KINDS, type AlarmKind } from './alarm-kinds.js';

/**
 * Whoever takes an alarm says that they see to it, and it is told to nobody else. That holds for three days: a weekend, or a colleague's
 * day off. What still stands then was forgotten, or taken to silence it, and is told again as one that nobody has.
 */
export const TAKEN_FOR_MS = 3 * DAY_MS;
/** It is another thing than the one that was taken once there is twice as much of it. Less would call again for each mail more. */
const GROWN = 2;

export interface Taken {
  readonly at: Date;
  /** What the alarm said then; null: it was taken before that was kept. */
  readonly count: number | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** Whether an open alarm is still in the hands of who took it: not for too long, and it says what it said, of no more than then. */
export function isStillTaken(alarm: { readonly kind: AlarmKind; readonly count: number; readonly detail: Readonly<Record<string, unknown>> }, taken: Taken, now: Date): boolean {
  if (now.getTime() - taken.at.getTime() >= TAKEN_FOR_MS) return false;
  if (taken.count === null || taken.detail === null) return true;
  const about: { readonly urgent: boolean; readonly counts?: true } | undefined = ALARM_KINDS[alarm.kind];
  if (about?.counts && alarm.count >= taken.count * GROWN) return false;
  const before = taken.detail;
  return [...new Set([...Object.keys(before), ...Object.keys(alarm.detail)])].every((name) => saysTheSame(before[name], alarm.detail[name]));
}

/** Words have to be the same. A number may grow a little; when and which one (times, ids) says nothing new. */
function saysTheSame(before: unknown, now: unknown): boolean {
  if (typeof before === 'number' && typeof now === 'number') return now < GROWN * Math.max(1, before);
  return JSON.stringify(before) === JSON.stringify(now) || (isMark(before) && isMark(now));
}

function isMark(value: unknown): boolean {
  return value == null || (typeof value === 'string' && /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/.test(value));
}
