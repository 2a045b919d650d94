import { useEffect } from 'react';

/** Name of the screen in the tab, so that tabs and screen readers can tell them apart. */
export function useScreenTitle(title: string): void {
  useEffect(() => { document.title = `${title} · Rekey`; }, [title]);
}
