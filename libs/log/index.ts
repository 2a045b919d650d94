/** One log for all processes: JSON lines, secrets and tokens cut out, addresses masked by whoever logs them. */
export { createLog, type Log } from './log.js';
export { NestLog } from './nest-log.js';
export { cutTokens } from './cut-tokens.js';
export { LogConfig } from './log.config.js';
