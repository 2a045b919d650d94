import { createStore } from '../ui/store.js';

/** What lies over the desk right now. */
export const front = createStore<'palette' | 'keys' | 'rail' | null>(null);
