import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '#agents';
import { Alarms } from '#alarms';
import { ExplainLive, ProcessMails, ReadQuarantine, ReleaseMail, WatchIntake } from '#intake';
import { DAY_MS, HOUR_MS, newId } from '#kernel';
import { Database } from '#persistence';
import { Portals } from '#portals';
import { Reply } from '#tickets';
import { OPENED_AROUND } from '../../libs/intake/store/ticket-openings.queries.js';
import { found, MailDesk, type ArrivedMail } from '../support/mail-desk.js';

const mara: Caller = { agentId: newId(), email: 'mara@desk.example', displayName: 'Mara', code: 'ma', roles: ['agent'], portals: [], locale: 'de', strength: 'second-factor' };

describe('the brake on new tickets (recovery-security 5.8)', () => {
  let desk: MailDesk;
  beforeAll(async () => {
    desk = await MailDesk.open({ settings: { REKEY_MAILROOM_NEW_PER_DOMAIN_HOUR: '8' }, profile: (yaml) => `${yaml}\nauthenticity:\n  userDomains: [pupils.example]\n` });
  });
  afterAll(() => desk.close());

  const mailFrom = (sender: string, { verdict = 'pass', more = [] as string[] } = {}): string =>
    desk.written([found(verdict, sender.split('@')[1]!), 'Received: from hop', `From: ${sender}`, `Message-ID: <${newId()}@ids.example>`, ...more], 'Guten Tag, ich habe mein Passwort vergessen und brauche einen neuen Link.');
  const writes = (sender: string, how: { verdict?: string; more?: string[] } = {}, receivedAt?: Date): Promise<ArrivedMail> => desk.arrivesAs(mailFrom(sender, how), receivedAt);
  const outcome = ({ disposition, screen }: ArrivedMail): string => `${disposition} ${screen ?? ''}`.trim();
  const many = async (count: number, next: (at: number) => Promise<ArrivedMail>): Promise<string[]> => {
    const outcomes: string[] = [];
    for (let at = 0; at < count; at += 1) outcomes.push(outcome(await next(at)));
    return outcomes;
  };
  const filed = (count: number): string[] => Array.from({ length: count }, () => 'filed');
  const aside = (count: number): string[] => Array.from({ length: count }, () => 'set-aside too-many');
  const dispositions = (ids: readonly string[]): Promise<{ disposition: string; screen: string | null; mails: number }[]> =>
    desk.rows(`select disposition, screen, count(*)::int as mails from kept_mail where id = any(?::uuid[]) group by 1, 2 order by 1`, [`{${ids.join(',')}}`]);

  it('opens five tickets of a sender; the sixth waits in the quarantine, is not answered, and is filed as any other once an agent lets it in', async () => {
    expect(await many(5, () => writes('vera@vera.example'))).toEqual(filed(5));
    const sixth = await writes('Vera@Vera.example');
    expect(sixth).toMatchObject({ disposition: 'set-aside', screen: 'too-many', reason: 'sender-hour=5', ticket_id: null });
    await writes('vera@vera.example');
    const alarms = (await desk.get(Alarms).open()).filter(({ kind }) => kind === 'sender-limit');
    expect(alarms.map(({ subject, portalKey, count }) => ({ subject, portalKey, count }))).toEqual([{ subject: 'school', portalKey: 'school', count: 2 }]);
    expect(JSON.stringify(alarms)).not.toContain('vera');
    const outgoing = await desk.outbox();
    expect((await desk.get(ReadQuarantine).list({ scope: { portals: [] }, limit: 10 })).items.map(({ screen, fromAddress }) => [screen, fromAddress])).toEqual([['too-many', 'vera@vera.example'], ['too-many', 'Vera@Vera.example']]);

    expect(await desk.get(ReleaseMail).run({ keptMailId: sixth.id, agent: mara })).toEqual({ allowed: true });
    const released = await desk.again(sixth.id);
    expect(released).toMatchObject({ disposition: 'filed', ticket_id: expect.any(String) });
    expect(await desk.rows('select state, requester_canonical from ticket where id = ?', [released.ticket_id])).toEqual([{ state: 'new', requester_canonical: 'vera@vera.example' }]);
    expect((await desk.outbox()).filter(({ recipient }) => recipient.toLowerCase() === 'vera@vera.example').length).toBe(outgoing.filter(({ recipient }) => recipient.toLowerCase() === 'vera@vera.example').length);
    expect(await desk.rows(`select verb, detail->>'screen' as screen from audit_entry where detail->>'keptMailId' = ? order by sequence`, [sixth.id])).toEqual([{ verb: 'mail.set-aside', screen: 'too-many' }, { verb: 'mail.released', screen: 'too-many' }]);
  });

  it('never stops an answer, whose ticket is there', async () => {
    expect(await many(5, () => writes('rita@rita.example'))).toEqual(filed(5));
    const [ticket] = await desk.rows<{ id: string; number: string }>('select id, number from ticket where requester_canonical = ? order by id limit 1', ['rita@rita.example']);
    expect(await desk.get(Reply).run({ ticketNumber: ticket!.number, agent: mara, text: 'Bitte versuchen Sie es noch einmal.' })).toMatchObject({ allowed: true });
    const [sent] = (await desk.outbox()).filter(({ ticket_id, kind }) => ticket_id === ticket!.id && kind === 'reply');
    const messageId = sent!.message_id.replace(/^<|>$/g, '');
    for (let at = 0; at < 2; at += 1) expect(await writes('rita@rita.example', { more: [`In-Reply-To: <${messageId}>`, `To: ${sent!.reply_to}`] })).toMatchObject({ disposition: 'filed', ticket_id: ticket!.id });
    expect(outcome(await writes('rita@rita.example'))).toBe('set-aside too-many');
  });

  it('counts the mails of one sender that come in one bundle', async () => {
    const ids = await desk.keeps(Array.from({ length: 9 }, () => mailFrom('bea@bea.example')));
    await desk.get(ProcessMails).run({ keptMailIds: ids });
    expect(await dispositions(ids)).toEqual([{ disposition: 'filed', screen: null, mails: 5 }, { disposition: 'set-aside', screen: 'too-many', mails: 4 }]);
  });

  it('lets no more in when many workers file the mails of one domain at once, a thousand subdomains being one', async () => {
    const ids = await desk.keeps(Array.from({ length: 20 }, (_, at) => mailFrom(`p${at}@s${at}.crowd.example`)));
    await Promise.all(Array.from({ length: 5 }, (_, worker) => desk.get(ProcessMails).run({ keptMailIds: ids.slice(worker * 4, worker * 4 + 4) })));
    expect(await dispositions(ids)).toEqual([{ disposition: 'filed', screen: null, mails: 8 }, { disposition: 'set-aside', screen: 'too-many', mails: 12 }]);
  });

  it('lets no more in when many workers file the mails of one sender at once', async () => {
    const ids = await desk.keeps(Array.from({ length: 12 }, () => mailFrom('max@max.example')));
    await Promise.all(ids.map((keptMailId) => desk.get(ProcessMails).run({ keptMailIds: [keptMailId] })));
    expect(await dispositions(ids)).toEqual([{ disposition: 'filed', screen: null, mails: 5 }, { disposition: 'set-aside', screen: 'too-many', mails: 7 }]);
  });

  it('is not used up for a person by strangers who write under their address', async () => {
    for (const verdict of ['fail', 'none']) expect(await many(6, () => writes('anna@anna.example', { verdict }))).toEqual([...filed(5), ...aside(1)]);
    expect(await many(6, () => writes('anna@anna.example'))).toEqual([...filed(5), ...aside(1)]);
  });

  it('has room again an hour after, and takes what came over a weekend by the time it came', async () => {
    const friday = Date.now() - 4 * DAY_MS;
    const hours = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.1, 1.3, 30];
    expect(await many(hours.length, (at) => writes('nora@nora.example', {}, new Date(friday + hours[at]! * HOUR_MS)))).toEqual([...filed(5), ...aside(1), ...filed(3)]);
  });

  it('stops the twenty-first of a day', async () => {
    const start = Date.now() - 2 * DAY_MS;
    expect(await many(22, (at) => writes('otto@otto.example', {}, new Date(start + at * HOUR_MS)))).toEqual([...filed(20), ...aside(2)]);
    expect(outcome(await writes('otto@otto.example', {}, new Date(start + 25 * HOUR_MS)))).toBe('filed');
  });

  it('lets all of the portal’s own domains write, and of those where it says that its people are; not what they disown', async () => {
    for (const domain of ['school.example', 'pupils.example']) {
      const ids = await desk.keeps(Array.from({ length: 11 }, (_, at) => mailFrom(`p${at}@${domain}`)));
      await desk.get(ProcessMails).run({ keptMailIds: ids });
      expect(await dispositions(ids)).toEqual([{ disposition: 'filed', screen: null, mails: 11 }]);
      const forged = await desk.keeps(Array.from({ length: 9 }, (_, at) => mailFrom(`q${at}@${domain}`, { verdict: 'fail' })));
      await desk.get(ProcessMails).run({ keptMailIds: forged });
      expect(await dispositions(forged)).toEqual([{ disposition: 'filed', screen: null, mails: 8 }, { disposition: 'set-aside', screen: 'too-many', mails: 1 }]);
    }
  });

  it('counts of free mail and access providers only what one sender opens; not what they disown', async () => {
    const ids = await desk.keeps(Array.from({ length: 20 }, (_, at) => mailFrom(`frei.${at}@${['gmx.de', 'mail.gmx.de'][at % 2]}`)));
    await desk.get(ProcessMails).run({ keptMailIds: ids });
    expect(await dispositions(ids)).toEqual([{ disposition: 'filed', screen: null, mails: 20 }]);
    expect(await many(6, () => writes('eine@t-online.de'))).toEqual([...filed(5), ...aside(1)]);
    const forged = await desk.keeps(Array.from({ length: 9 }, (_, at) => mailFrom(`falsch.${at}@gmx.de`, { verdict: 'fail' })));
    await desk.get(ProcessMails).run({ keptMailIds: forged });
    expect(await dispositions(forged)).toEqual([{ disposition: 'filed', screen: null, mails: 8 }, { disposition: 'set-aside', screen: 'too-many', mails: 1 }]);
  });

  it('says beforehand what it would do, and counts nothing by being asked (explain --live)', async () => {
    const profile = await desk.get(Portals).get('school');
    const looks = async (sender: string, how?: { verdict?: string }) => (await desk.get(ExplainLive).run(Buffer.from(mailFrom(sender, how)), profile)).brake;
    const limits = { perSenderHour: 5, perSenderDay: 20, perDomainHour: 8 };
    for (const _ of [1, 2]) expect(await looks('lea@lea.example')).toEqual({ senderClass: 'proven', opened: { senderHour: 0, senderDay: 0, domainHour: 0 }, limits, isDomainCounted: true, stops: null });
    expect(await many(5, () => writes('lea@lea.example'))).toEqual(filed(5));
    expect(await looks('lea@lea.example')).toEqual({ senderClass: 'proven', opened: { senderHour: 5, senderDay: 5, domainHour: 5 }, limits, isDomainCounted: true, stops: 'sender-hour=5' });
    expect(await looks('leo@lea.example')).toMatchObject({ opened: { senderHour: 0, senderDay: 0, domainHour: 5 }, stops: null });
    expect(await looks('lea@lea.example', { verdict: 'fail' })).toMatchObject({ senderClass: 'disproven', stops: null });
    expect(await looks('lea@gmail.com')).toMatchObject({ isDomainCounted: false, stops: null });
  });

  it('takes mails that name no author for those of one domain', async () => {
    expect(await many(9, (at) => desk.arrivesAs(desk.written(['Received: from hop', `From: a${at}@one.example, b@two.example`, `Message-ID: <${newId()}@ids.example>`], 'Guten Tag, ich habe mein Passwort vergessen.')))).toEqual([...filed(8), ...aside(1)]);
  });

  it('lets in old mail that is brought in, and a mail that has its ticket since it could not be read', async () => {
    expect(await many(5, () => writes('hugo@hugo.example'))).toEqual(filed(5));
    const [old, late] = await desk.keeps([mailFrom('hugo@hugo.example'), mailFrom('hugo@hugo.example')]);
    const [ticket] = await desk.rows<{ id: string }>('select id from ticket where requester_canonical = ? limit 1', ['hugo@hugo.example']);
    await desk.get(Database).transaction(async (tx) => {
      await tx.execute('update kept_mail set is_history = true where id = ?', [old]);
      await tx.execute('update kept_mail set ticket_id = ? where id = ?', [ticket!.id, late]);
      // A ticket that was opened for a mail that could not be read has no case yet.
      await tx.execute('delete from recovery_case where ticket_id = ?', [ticket!.id]);
    });
    expect([outcome(await desk.again(old!)), outcome(await desk.again(late!))]).toEqual(filed(2));
    expect(outcome(await writes('hugo@hugo.example'))).toBe('set-aside too-many');
  });

  it('walks along its index, be the table empty or full, and forgets who opened tickets after a day', async () => {
    const now = new Date();
    const asked = JSON.stringify(Array.from({ length: 50 }, (_, nth) => ({ nth, portal_key: 'school', sender: `sender proven p${nth}@d${nth}.example`, domain: `domain proven d${nth}.example`, at: now })));
    const plan = (): Promise<string> => desk.get(Database).transaction(async (tx) => {
      // As for a worker that has asked before: the plan of back then, for whatever comes.
      await tx.execute('set local plan_cache_mode = force_generic_plan');
      await tx.execute(`prepare opened as ${OPENED_AROUND.replace('?', '$1').replace('?', '$2')}`);
      const rows = await tx.execute<object[]>(`explain (format json) execute opened('${asked}', 100)`);
      await tx.execute('deallocate opened');
      return JSON.stringify(rows);
    });
    const walks = (text: string): unknown[] => [text.includes('Seq Scan'), text.match(/ticket_opening_portal_key_counts_for_at_index/g)?.length];
    await desk.get(Database).transaction((tx) => tx.execute('truncate ticket_opening'));
    expect(walks(await plan())).toEqual([false, 2]);
    await desk.get(Database).transaction((tx) => tx.execute(
      `insert into ticket_opening (id, created_at, portal_key, counts_for, at) select gen_random_uuid(), ?, 'school', case n % 2 when 0 then 'sender proven p' || n || '@d' || n % 50 || '.example' else 'domain proven d' || n % 50 || '.example' end,
         ?::timestamptz - n * interval '2 seconds' from generate_series(1, 40000) n`, [now, now]));
    await desk.get(Database).read((em) => em.execute('analyze ticket_opening'));
    expect(walks(await plan())).toEqual([false, 2]);

    await desk.get(WatchIntake).run(new Date(now.getTime() + 26 * HOUR_MS));
    expect(await desk.rows('select count(*)::int as openings from ticket_opening')).toEqual([{ openings: 0 }]);
  });
});
