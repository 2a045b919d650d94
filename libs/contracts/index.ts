/** What travels between browser and server. zod and nothing else, so that the console can import it. */
export * from './words.js';
export * from './session.contract.js';
export * from './sign-in-keys.contract.js';
export * from './ticket.contract.js';
export * from './case.contract.js';
export * from './office.contract.js';
export * from './desk.contract.js';
export * from './wording.contract.js';
export * from './privacy.contract.js';
export * from './problem.contract.js';
export * from './live.contract.js';
export { whyNotInstant } from './why-not-instant.js';
