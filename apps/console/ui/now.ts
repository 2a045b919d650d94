import { useSyncExternalStore } from 'react';

const TICK_MS = 20_000;
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, moving on a few times a minute, in milliseconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => {
    if (!timer) now = Math.max(now, Date.now() - (Date.now() % TICK_MS));
    return now;
  });
}
