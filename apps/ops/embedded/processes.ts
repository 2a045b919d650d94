import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process with this id runs (also one that is not ours). One that ended and waits for its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return stateOf(pid)?.state !== 'Z';
}

/** What the kernel says about a process: its state letter and the tick of its start; undefined where there is no /proc. */
export function stateOf(pid: number): { readonly state: string; readonly startedAt: string } | undefined {
  try {
    // The second field is the program's name in brackets and may itself hold brackets and spaces.
    const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ');
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/** The program and its arguments as the kernel knows them; empty where there is no /proc or no such process. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Sends each signal in turn until the process is gone, waiting up to `patienceMs` after each. Returns whether it is. */
export async function stopProcess(pid: number, signals: readonly NodeJS.Signals[], patienceMs = 8_000): Promise<boolean> {
  for (const signal of signals) {
    if (!isAlive(pid)) return true;
    try {
      process.kill(pid, signal);
    } catch {
      // Gone in between; the loop sees it.
    }
    if (await until(() => !isAlive(pid), patienceMs)) return true;
  }
  return !isAlive(pid);
}

/** Asks again every few milliseconds until the answer is yes. Returns false when `patienceMs` are over. */
export async function until(isSo: () => boolean | Promise<boolean>, patienceMs: number, everyMs = 10): Promise<boolean> {
  const end = performance.now() + patienceMs;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() > end) return false;
    await sleep(everyMs);
  }
}
