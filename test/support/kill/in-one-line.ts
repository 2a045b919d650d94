import type { KillResult } from './kill-run.js';

/** What a run came to, for people. */
export function inOneLine({ mails, tickets, sent, unknown, unknownArrived, links, kills, inTransaction, seconds, problems }: KillResult, queue: string): string {
  const all = Object.values(kills).reduce((sum, one) => sum + one, 0);
  return `${mails} mails, ${all} × kill -9 (${Object.entries(kills).map(([who, count]) => `${who} ${count}`).join(', ')}; ${inTransaction} in a transaction), jobs in ${queue}: ${tickets} tickets, ${links} links, ${sent} mails sent, `
    + `${unknown} unknown and flagged (the relay had ${unknownArrived} of them); ${problems.length === 0 ? '0 lost, 0 tickets doubled, 0 sends doubled' : `${problems.length} PROBLEMS`}; ${seconds} s`;
}
