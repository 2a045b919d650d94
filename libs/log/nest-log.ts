import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Lets Nest write into our log; its start-up chatter goes to debug. */
export function NestLog(log: Log): LoggerService {
  return {
    log: (message: unknown) => log.debug(String(message)),
    debug: (message: unknown) => log.debug(String(message)),
    verbose: (message: unknown) => log.trace(String(message)),
    warn: (message: unknown) => log.warn(String(message)),
    fatal: (message: unknown) => log.fatal(String(message)),
    error: (message: unknown, stack?: unknown) => (message instanceof Error ? log.error(message) : log.error({ stack }, String(message))),
  };
}
