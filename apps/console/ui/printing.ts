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
  // Mantine writes its scheme whenever it believes that the system's has changed, also while somebody prints: that one counts afterwards.
  const light = new MutationObserver(() => {
    if (root.dataset['mantineColorScheme'] === 'light') return;
    scheme = root.dataset['mantineColorScheme'];
    root.dataset['mantineColorScheme'] = 'light';
  });
  const turn = (on: boolean) => {
    if (on === printing.get()) return;
    light.disconnect();
    if (on) scheme = root.dataset['mantineColorScheme'];
    root.dataset['mantineColorScheme'] = on ? 'light' : (scheme ?? 'light');
    if (on) light.observe(root, { attributeFilter: ['data-mantine-color-scheme'] });
    printing.set(on);
  };
  addEventListener('beforeprint', () => turn(true));
  addEventListener('afterprint', () => turn(false));
  matchMedia('print').addEventListener('change', ({ matches }) => turn(matches));
}
