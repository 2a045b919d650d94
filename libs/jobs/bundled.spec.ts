import { describe, expect, it } from '@jest/globals';
import { newId } from '#kernel';
import { bundled, type OutboxRow } from './bundled.js';
import { deliverMail, processMail, upkeep } from './kinds/index.js';
import type { JobKind } from './define-job.js';

const row = (kind: unknown, payload: object): OutboxRow => {
  const { name, lane, attempts, key } = kind as JobKind;
  return { id: '1', name, lane, job_key: key(payload as never), payload, attempts };
};
const mails = (many: number): OutboxRow[] => Array.from({ length: many }, () => row(processMail, { keptMailId: newId() }));

describe('rows of the outbox on their way to the queue', () => {
  it('go alone when nothing else waits', () => {
    const [one] = mails(1);
    expect(bundled([one!])).toEqual([{ name: 'intake.process-mail', jobKey: one!.job_key, payload: one!.payload, attempts: 8 }]);
  });

  it('go in bundles, in their order, and none is left behind', () => {
    const rows = mails(201);
    const jobs = bundled(rows);
    expect(jobs.map(({ name }) => name)).toEqual(['intake.process-mails', 'intake.process-mails', 'intake.process-mail']);
    const ids = jobs.flatMap(({ payload }) => (payload as { keptMailIds?: string[] }).keptMailIds ?? [(payload as { keptMailId: string }).keptMailId]);
    expect(ids).toEqual(rows.map(({ payload }) => (payload as { keptMailId: string }).keptMailId));
    expect(new Set(jobs.map(({ jobKey }) => jobKey)).size).toBe(3);
  });

  it('keep apart what is not alike, and what knows no bundles', () => {
    const mail = (round: number) => row(deliverMail, { outboundMessageId: newId(), round });
    const jobs = bundled([mail(0), mail(1), mail(0), row(upkeep, {}), row(upkeep, {})]);
    expect(jobs.map(({ name }) => name)).toEqual(['outbound.deliver-mails', 'outbound.deliver-mail', 'upkeep.round', 'upkeep.round']);
  });
});
