import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second on every Linux that Node runs on. */
const TICK_MS = 10;

/** CPU milliseconds that a process, those below it, and those of them that have ended used so far; 0 where there is no /proc. */
export function cpuMsOf(root: number): number {
  const all = everybody();
  const below = new Set([root]);
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
  }
  return all.filter(({ pid }) => below.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0) * TICK_MS;
}

function everybody(): { readonly pid: number; readonly parent: number; readonly ticks: number }[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => lineOf(Number(name)));
  } catch {
    return [];
  }
}

/** proc(5), `stat`: field 4 is the parent, 14 and 15 the own time, 16 and 17 that of children who have ended. */
function lineOf(pid: number): { pid: number; parent: number; ticks: number }[] {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return [{ pid, parent: Number(fields[1]), ticks: [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) }];
  } catch {
    return [];
  }
}

/** Resident memory of a process in MB, now; undefined where there is no /proc. */
export function residentMbOf(pid: number): number | undefined {
  try {
    return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
  } catch {
    return undefined;
  }
}
