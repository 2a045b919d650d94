/** The name of a reason, and what people say who give it (form of the patterns: `text/pattern.ts`). */
export type HintList = readonly [name: string, patterns: readonly string[]];

export { ENOUGH } from './enough.js';
export { ENTITLED } from './entitled.js';
export { EXPOSED } from './exposed.js';
export { INTRUDER } from './intruder.js';
export { MAILBOX } from './mailbox.js';
export { PERSON } from './person.js';
