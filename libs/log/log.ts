import { pino, type DestinationStream, type Logger } from 'pino';
import { cutTokens } from './cut-tokens.js';

export type Log = Logger;

/** The log of one process. Every line is searched for tokens before it is written. */
export function createLog(processName: string, level = 'info', out: DestinationStream = process.stdout): Log {
  const cut: DestinationStream = { write: (line) => void out.write(cutTokens(line)) };
  return pino({
    level,
    base: { process: processName },
    redact: { paths: ['password', '*.password', 'token', '*.token', 'code', '*.code', 'secret', '*.secret', 'req.headers.cookie', 'req.headers.authorization'], censor: '[cut]' },
  }, cut);
}
