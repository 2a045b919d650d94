import { describe, expect, it } from '@jest/globals';
import { linesWith, sources } from './sources.js';

const actions = sources('libs/*/actions/**/*.ts').filter(({ path }) => !path.endsWith('.spec.ts'));

/** What concerns all accounts of a portal, or has no ticket: only whoever sees the portal whole. */
const WHOLE_PORTALS = [
  'libs/intake/actions/delete-mail.ts', 'libs/intake/actions/release-mail.ts', 'libs/privacy/actions/list-data-requests.ts', 'libs/recovery/actions/breaches/close-breach.ts', 'libs/recovery/actions/breaches/export-breach.ts', 'libs/recovery/actions/breaches/list-breaches.ts',
  'libs/recovery/actions/bulk/list-bulk-accounts.ts', 'libs/recovery/actions/bulk/order-bulk.ts', 'libs/recovery/actions/bulk/print-slips.ts', 'libs/recovery/actions/bulk/settle-papers.ts',
];

/** Someone before them looked: `OpenedCases`, the office's list. */
const LOOKED_BEFORE = ['libs/recovery/actions/proofs/start-proof.ts', 'libs/recovery/actions/office/describe-office-item.ts'];

/** What is read for somebody, and the words of the one rule (`libs/agents/domain/scope.ts`). */
const FOR_SOMEBODY = /\b(Caller|SignedIn)\b/;
const READS_ROWS = /\b(lockTicket\(|findOne\((tx, )?(Ticket|RecoveryAction|DataRequest)\b|find\((Ticket|RecoveryAction|DataRequest|LegalHold)\b)/;
const ASKS_THE_RULE = /\b(sees|isPermitted|isPermittedInPart|writingRefused|ofSeenTickets|wholePortals|actionInSight)\(|\bcases\.look|\bwhyNot\(/;

describe('rights by place (R54)', () => {
  it('are read in one room: nobody else takes the list of portals for what somebody sees', () => {
    expect(linesWith(sources('{libs,apps/api,apps/ops,apps/worker}/**/*.ts').filter(({ path }) => !path.startsWith('libs/agents/')), /\b(agent|caller|who|reader|by)\.(portals|limits)\b/)).toEqual([]);
  });

  it('are asked by every action that reads something of a ticket for somebody', () => {
    const reading = actions.filter(({ text }) => FOR_SOMEBODY.test(text) && READS_ROWS.test(text));
    expect(reading.length).toBeGreaterThan(20);
    expect(reading.filter(({ text }) => !ASKS_THE_RULE.test(text)).map(({ path }) => path)).toEqual(LOOKED_BEFORE.toSorted());
  });

  it('are asked by portal alone only where a whole portal is concerned', () => {
    const lines = linesWith([...actions, ...sources('apps/api/**/*.ts')], /\bisPermitted\([^()]*[pP]ortalKey\)/).map((line) => line.replace(/:\d+$/, ''));
    expect([...new Set(lines)].toSorted()).toEqual(WHOLE_PORTALS.toSorted());
  });

  it('stand in every list of tickets', () => {
    for (const path of ['libs/tickets/store/ticket-lists.queries.ts', 'libs/tickets/store/ticket-links.queries.ts', 'libs/outbound/store/outbound.queries.ts']) {
      expect({ path, asks: sources(path)[0]!.text.includes('ticketCondition(') }).toEqual({ path, asks: true });
    }
  });
});
