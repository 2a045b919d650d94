import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Mailboxes } from '#portals';
import { mailbox } from '../../apps/ops/verbs/mailbox.js';
import { MailroomHouse } from '../support/mailroom-house.js';
import { freshMailboxes, type FreshMailbox } from '../support/mailboxes.js';
import { runVerb, type VerbAnswer } from '../support/run-verb.js';
import { TestTokenIssuer } from '../support/test-token-issuer.js';

/** The command line's contract: what each verb does, says, and answers when it cannot (design, section "Command line"). */
describe('rekey mailbox', () => {
  let world: MailroomHouse;
  let service: TestTokenIssuer;
  let box: FreshMailbox;
  const secret = 'open sesame, said nowhere';
  const file = (name: string): string => join(world.directory, name);

  beforeAll(async () => {
    [world, service, { box }] = await Promise.all([MailroomHouse.open(), TestTokenIssuer.start(), freshMailboxes('box')]);
    await Promise.all([writeFile(file('password'), `${box.password}\n`), writeFile(file('client'), service.clientSecret), writeFile(file('wrong'), secret)]);
  });
  afterAll(async () => {
    await world?.close();
    await service?.stop();
  });

  const rekey = (words: readonly string[], onLine?: (line: string) => unknown): Promise<VerbAnswer> => runVerb(mailbox, ['mailbox', ...words], world.environment, onLine);
  const listed = async (): Promise<Record<string, unknown>[]> => (await rekey(['list', '--json'])).out.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const add = (...more: string[]): Promise<VerbAnswer> => rekey(['add', box.address, '--portal', 'school', '--host', '127.0.0.1', '--port', String(box.imapPort), '--security', 'none', ...more]);

  it('add, list, disable, enable: what is read, without a password anywhere', async () => {
    expect(await add('--password-file', file('password'))).toMatchObject({ code: 0, out: expect.stringContaining(`${box.address} is read from now on`) });
    expect(await listed()).toMatchObject([{ address: box.address, portalKey: 'school', enabled: true, connected: false, token: null, troubles: [] }]);
    expect(await rekey(['list'])).toMatchObject({ code: 0, out: expect.stringMatching(new RegExp(`NOT READ +${box.address} +caught up never`)) });
    expect(await rekey(['disable', box.address])).toMatchObject({ code: 0, out: expect.stringContaining('disabled') });
    expect(await listed()).toMatchObject([{ enabled: false }]);
    expect(await rekey(['enable', box.address])).toMatchObject({ code: 0, out: expect.stringContaining('enabled') });
    expect(await listed()).toMatchObject([{ enabled: true }]);
    // Switching off and on kept the password.
    const [row] = await world.rows<{ id: string }>('select id from mailbox where address = ?', [box.address]);
    const mailboxes = world.get(Mailboxes);
    expect(mailboxes.openPassword((await mailboxes.get(row!.id))!).reveal()).toBe(box.password);
    expect(JSON.stringify(await world.rows('select * from mailbox'))).not.toContain(box.password);
    expect((await world.rows<{ verb: string }>(`select verb from audit_entry where verb like 'mailbox.%' order by at`)).length).toBeGreaterThanOrEqual(3);
  });

  it('says what is wrong in a sentence, with exit code 1, and changes nothing', async () => {
    const before = JSON.stringify(await world.rows('select * from mailbox'));
    for (const words of [
      ['add', 'new@school.example', '--portal', 'school'],
      ['add', 'new@school.example', '--portal', 'nowhere', '--host', 'mail.school.example', '--password-file', file('wrong')],
      ['add', 'new@school.example', '--portal', 'school', '--host', 'mail.school.example', '--security', 'none', '--password-file', file('wrong')],
      ['backfill', 'nobody@school.example'], ['disable', 'nobody@school.example'], ['backfill', box.address, '--since', 'yesterday'], ['authorise', box.address, '--preset', 'microsoft365'],
    ]) {
      const { code, out, err } = await rekey(words);
      expect([words.join(' '), code === 0]).toEqual([words.join(' '), false]);
      expect(`${out}${err}`.trim()).not.toBe('');
      expect(`${out}${err}`).not.toContain(secret);
    }
    expect(JSON.stringify(await world.rows('select * from mailbox'))).toBe(before);
  });

  it('backfill asks the mailroom, which files the old mail as history', async () => {
    expect(await rekey(['backfill', box.address, '--since', '2020-01-01'])).toMatchObject({ code: 0, out: expect.stringContaining('asked for: INBOX') });
    expect(await world.rows('select folder, backfill_since is not null as since from folder_cursor')).toEqual([{ folder: 'INBOX', since: true }]);
  });

  it('authorise shows a code, waits for the person, and says no secret', async () => {
    let code = '';
    const { code: exit, out, err } = await rekey(['authorise', box.address, '--token-endpoint', service.service.tokenEndpoint, '--device-endpoint', service.service.deviceEndpoint!, '--client-id', service.service.clientId, '--scopes', service.service.scopes, '--client-secret-file', file('client')], async (line) => {
      code = /type in: (\S+)/.exec(line)?.[1] ?? code;
      if (line.includes('type in')) await service.typeIn(code, box.address);
    });
    expect(code).toMatch(/^\w{4}-\w{4}$/);
    expect([exit, out]).toEqual([0, expect.stringContaining(`${box.address} signs in by token`)]);
    expect(`${out}${err}`).not.toContain(service.clientSecret);
    expect(await listed()).toMatchObject([{ token: { lastFault: null, isRefused: false } }]);
    expect(await world.rows(`select 1 from audit_entry where verb = 'mailbox.authorised'`)).toHaveLength(1);

    // Again, with what is known: only a new refresh token is needed.
    await writeFile(file('refresh'), await service.refreshTokenFor(box.address));
    expect(await rekey(['authorise', box.address, '--refresh-token-file', file('refresh')])).toMatchObject({ code: 0 });
    await writeFile(file('refresh'), 'made up');
    const refused = await rekey(['authorise', box.address, '--refresh-token-file', file('refresh')]);
    expect([refused.code === 0, `${refused.out}${refused.err}`]).toEqual([false, expect.stringContaining('invalid_grant')]);
  });
});
