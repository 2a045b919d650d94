import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AgentClient } from '../support/agent-client.js';
import { openDesk, QUEUE_BACKENDS, type Desk } from '../support/desk.js';

describe.each(QUEUE_BACKENDS)('a mail to support becomes a ticket in the right queue (jobs in %s)', (backend) => {
  let desk: Desk;
  let mara: AgentClient;
  beforeAll(async () => {
    desk = await openDesk({ backend });
    mara = await desk.agent('mara@desk.example');
  });
  afterAll(() => desk?.close());

  it('shows up in the console without reload, says why it lies there, and can be traced step by step', async () => {
    const live = desk.listensLive(mara);
    const emil = desk.person('emil.schulz@post.example');
    const messageId = await emil.writes(desk.support('school'), 'Registrierung gesperrt', 'Hallo, ich habe bei der Registrierung meine Daten geändert, weil mein Name falsch war, und jetzt komme ich nicht mehr weiter.\n\nEmil Schulz');
    const ticket = await mara.seesTicketOf(emil.address);
    expect(ticket).toMatchObject({ caseType: 'registration-data-changed', queue: 'secretariat', language: 'de' });
    expect(ticket.routeBecause.join(' ')).toMatch(/registration-data-changed/);
    expect(ticket.promisedBy).not.toBeNull();
    await live.heard(ticket.number);

    const trace = await desk.rekey('trace', messageId);
    expect(trace.code).toBe(0);
    for (const step of ['fetch', 'keep', 'read', 'screen', 'thread', 'recognise', 'file', 'route']) expect(trace.out).toContain(step);
  });

  it('acknowledges neutrally: the same words for somebody we know and somebody we do not', async () => {
    const known = desk.person('birger.jansen@verbund.example');
    const unknown = desk.person('stranger@elsewhere.example');
    for (const person of [known, unknown]) await person.writes(desk.support('service-desk'), 'Eine Frage <b>dazu</b>', 'Guten Tag, könnten Sie mir sagen, wie die Kriterien für das Kennwort lauten?');
    const [one, other] = await Promise.all([known, unknown].map((person) => person.receives(({ links }) => links.some((link) => link.includes('/t/')), 'the acknowledgement')));
    const neutral = (text: string): string => text.replace(/https?:\S+/g, 'LINK').replace(/[A-Z]{2,5}-\d+/g, 'NUMBER');
    expect(neutral(one!.text)).toBe(neutral(other!.text));
    expect(one!.raw).not.toContain('dazu');
  });

  it('explains a mail by its content alone, and with directory, authenticity and limits when asked live', async () => {
    const instantOf = async (from: string, dmarc: string, ...flags: string[]): Promise<{ allowed: boolean; because: string[] }> => {
      const file = join(desk.home, 'asked.eml');
      await writeFile(file, `Authentication-Results: mail.rekey.example; dmarc=${dmarc} header.from=post.example\r\nFrom: <${from}>\r\nTo: ${desk.support('school')}\r\nSubject: Passwort vergessen\r\n\r\nHallo, ich habe mein Passwort vergessen und brauche einen neuen Link.\r\n`);
      const explained = await desk.rekey('explain', file, '--portal', 'school', '--json', ...flags);
      return (JSON.parse(explained.out) as { instant: { allowed: boolean; because: string[] } }).instant;
    };
    expect(await instantOf('nobody@post.example', 'pass')).toMatchObject({ allowed: true });
    expect(await instantOf('jonas.weber@post.example', 'pass', '--live')).toMatchObject({ allowed: true });
    expect(await instantOf('nobody@post.example', 'pass', '--live')).toMatchObject({ allowed: false, because: ['sender.no-account'] });
    expect(await instantOf('jonas.weber@post.example', 'fail', '--live')).toMatchObject({ allowed: false, because: ['mail.not-authentic'] });
    expect(await desk.person('jonas.weber@post.example').inbox()).toEqual([]);
  });

  it('never answers machines, and keeps what they send where a person can see it', async () => {
    const robot = desk.person('hannes.vogt@tischlerei-vogt.example');
    await robot.writes(desk.support('chamber'), 'Abwesenheitsnotiz', 'Ich bin bis zum 7. nicht im Büro.', { headers: { 'Auto-Submitted': 'auto-replied' } });
    await desk.eventually(async () => {
      const { items } = await mara.get<{ items: { fromAddress: string; screen: string }[] }>('/api/v1/quarantine');
      expect(items).toContainEqual(expect.objectContaining({ fromAddress: robot.address, screen: 'auto-reply' }));
    });
    expect(await robot.inbox()).toEqual([]);
  });
});
