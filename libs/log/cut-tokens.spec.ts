import { describe, expect, it } from '@jest/globals';
import { newPaperToken, newToken } from '#kernel';
import { createLog } from './log.js';

describe('the log', () => {
  it('cuts tokens out of messages, fields and errors (T8)', () => {
    const lines: string[] = [];
    const log = createLog('test', 'info', { write: (line) => void lines.push(line) });
    const token = newToken();
    const onPaper = newPaperToken();
    log.info({ url: `https://desk.example/r/${token}`, password: 'hunter2' }, `opened /r/${token}`);
    log.error(new Error(`failed for ${token}, typed as /c/${onPaper.toLowerCase()}`));
    expect(lines.join('')).not.toContain(token);
    expect(lines.join('')).not.toContain(onPaper.toLowerCase());
    expect(lines.join('')).not.toContain('hunter2');
  });
});
