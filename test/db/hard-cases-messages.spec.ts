import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Storage } from '#storage';
import type { AgentClient } from '../support/agent-client.js';
import { MailingApi } from '../support/mailing-api.js';

describe('hard cases of messages', () => {
  let desk: MailingApi;
  let directory: string;
  let mara: AgentClient;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rekey-hard-messages-'));
    desk = await MailingApi.open({ REKEY_STORAGE_URL: `file:${directory}` });
    mara = await desk.api.agent('mara', ['agent']);
  });
  afterAll(async () => {
    await desk?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('25: cleaning HTML never loses text, and what is stored stays as it came (zammad#2706, #3742, #4260)', async () => {
    // More than anybody cleans: thirty thousand nested tags around one sentence.
    const html = `<p>Der Link geht nicht.</p>${'<div><span>'.repeat(15_000)}Bitte um Hilfe.`;
    const mail = await desk.arrives(['Content-Type: text/html; charset=utf-8'], html);
    const [{ raw_sha256: sha256 }] = await desk.rows<{ raw_sha256: string }>('select raw_sha256 from kept_mail where id = ?', [mail.keptMailId]) as [{ raw_sha256: string }];
    const [rawBefore, rowBefore] = [await desk.api.get(Storage).get(sha256), await desk.rows('select * from ticket_message where id = ?', [mail.messageId])];
    const { url } = await mara.post<{ url: string }>(`/api/v1/tickets/${mail.number}/messages/${mail.messageId}/page`);
    const shown = await (await fetch(new URL(url, desk.api.url))).text();
    for (const words of ['Der Link geht nicht.', 'Bitte um Hilfe.']) {
      expect(shown).toContain(words);
      expect(JSON.stringify(rowBefore)).toContain(words);
    }
    expect(await desk.api.get(Storage).get(sha256)).toEqual(rawBefore);
    expect(await desk.rows('select * from ticket_message where id = ?', [mail.messageId])).toEqual(rowBefore);
    // An agent's own words go out as they were written, with signs that a cleaner would eat.
    const text = 'Bitte geben Sie <Benutzername> & Kundennummer an: a < b > c';
    await mara.post(`/api/v1/tickets/${mail.number}/replies`, { text });
    expect(await desk.rows("select variables->>'text' as text from outbound_message where kind = 'reply' and ticket_id = (select id from ticket where number = ?)", [mail.number])).toEqual([{ text }]);
  });

  it('a note never leaves as a reply: there is no recipient to give it, and no mail that carries it (zammad#1135)', async () => {
    const mail = await desk.arrives(['Content-Type: text/plain; charset=utf-8'], 'Guten Tag, mein Login geht nicht.');
    const sentBefore = await desk.rows('select id from outbound_message');
    const secret = 'intern: bitte Sekretariat fragen';
    await mara.post(`/api/v1/tickets/${mail.number}/notes`, { text: secret });
    expect(await desk.rows('select id from outbound_message')).toHaveLength(sentBefore.length);
    for (const more of [{ to: 'x@post.example' }, { public: true }, { kind: 'reply' }, { close: true }]) {
      expect(await mara.refusalOf(mara.post(`/api/v1/tickets/${mail.number}/notes`, { text: 'x', ...more }))).toMatchObject({ status: 400, code: 'request.invalid' });
      if (!('close' in more)) expect(await mara.refusalOf(mara.post(`/api/v1/tickets/${mail.number}/replies`, { text: 'x', ...more }))).toMatchObject({ status: 400 });
    }
    await mara.post(`/api/v1/tickets/${mail.number}/replies`, { text: 'Wir melden uns.' });
    expect(JSON.stringify(await desk.rows('select * from outbound_message'))).not.toContain(secret);
    const { messages } = await mara.ticket(mail.number);
    expect(messages.find(({ text }) => text === secret)).toMatchObject({ kind: 'note', delivery: null });
  });
});
