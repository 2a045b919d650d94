import { createStore } from './store.js';

/** Whether the page is being put on paper: then all of a conversation is shown. */
export const printing = createStore(false);

/**
 * Paper is white, and browsers leave dark backgrounds out: in the dark scheme light letters would stand on it unreadable. So the light scheme counts as
 * long as somebody prints.
 */
export function printInLight(): void {
  const root = document.documentElement;
  let scheme: string | undefined;
  const turn = (on: boolean) => {
    if (on === printing.get()) return;
    if (on) scheme = root.dataset['mantineColorScheme'];
    root.dataset['mantineColorScheme'] = on ? 'light' : (scheme ?? 'light');
    printing.set(on);
  };
  addEventListener('beforeprint', () => turn(true));
  addEventListener('afterprint', () => turn(false));
  matchMedia('print').addEventListener('change', ({ matches }) => turn(matches));
}
