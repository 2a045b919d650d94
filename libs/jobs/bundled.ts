import type { Lane } from './lanes.js';
import { JOB_KINDS } from './kinds/index.js';

/** A row of the outbox as PostgreSQL gives it. */
export interface OutboxRow {
  readonly id: string;
  readonly name: string;
  readonly lane: Lane;
  readonly job_key: string;
  readonly payload: object;
  readonly attempts: number;
}

/** What the queue gets. */
export interface JobToAdd {
  readonly name: string;
  readonly jobKey: string;
  readonly payload: object;
  readonly attempts: number;
}

/** Rows as jobs: those that can be bundled in bundles, in their order; the others one by one. */
export function bundled(rows: readonly OutboxRow[]): JobToAdd[] {
  const groups = Map.groupBy(rows, groupOf);
  return [...groups.values()].flatMap((group) => (group.length > 1 ? inBundles(group) : group.map(alone)));
}

function alone(row: OutboxRow): JobToAdd {
  return { name: row.name, jobKey: row.job_key, payload: row.payload, attempts: row.attempts };
}

/** Rows with the same group can be bundled. */
function groupOf(row: OutboxRow): string | OutboxRow {
  const bundle = bundleOf(row.name);
  return bundle ? `${row.name} ${JSON.stringify(bundle.alike(row.payload as never))}` : row;
}

function inBundles(rows: readonly OutboxRow[]): JobToAdd[] {
  const { kind, most, join } = bundleOf(rows[0]!.name)!;
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, at) => {
    const own = rows.slice(at * most, (at + 1) * most);
    if (own.length === 1) return alone(own[0]!);
    const payload = join(own.map((row) => row.payload as never));
    return { name: kind.name, jobKey: kind.key(payload as never), payload, attempts: kind.attempts };
  });
}

function bundleOf(name: string): (typeof JOB_KINDS)[number]['bundle'] {
  return JOB_KINDS.find((kind) => kind.name === name)?.bundle;
}
