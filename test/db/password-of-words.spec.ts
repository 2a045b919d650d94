import { describe, expect, it } from '@jest/globals';
import { spokenParts } from '#directory';
import { ImportPortal, shippedProfiles } from '#portals';
import { PrintSlips, RevealSecret } from '#recovery';
import { textsOfPdf } from '../support/read-pdf.js';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();
const AT_COUNTER = { channel: 'elsewhere', parameters: { via: 'counter' } } as const;

/** Anna stands at the counter with her passport; whoever has the paper reads what it says. */
async function atCounter(): Promise<{ paper: string[]; password: string; ticketId: string; actionId: string }> {
  const { number, caseId, ticketId } = await scene.asksAPerson();
  await scene.proved(caseId, 'in-person', 'mailbox');
  const actionId = await scene.doing(number, 'issue-temporary-password', AT_COUNTER);
  expect(await scene.state(actionId)).toBe('done');
  const printed = await scene.world.get(PrintSlips).run({ agent: scene.colleague(), portalKey: 'school' });
  if (!printed.allowed) throw new Error(printed.refusal);
  const paper = textsOfPdf(printed.pdf).map(({ text }) => text.trim());
  return { paper, password: paper.find((text) => /^[A-Za-z2-9]+(-[A-Za-z2-9]+){3,}$/.test(text))!, ticketId, actionId };
}

async function speaks(locale: 'de' | 'en'): Promise<void> {
  await scene.world.rows('update builtin_account set locale = ? where id = ? returning id', [locale, scene.anna.ref]);
}

async function schoolWants(wordsAtCounter: boolean): Promise<void> {
  const { yaml } = (await shippedProfiles()).find(({ key }) => key === 'school')!;
  expect(yaml).toContain('wordsAtCounter: true');
  expect(await scene.world.get(ImportPortal).run(yaml.replace('wordsAtCounter: true', `wordsAtCounter: ${wordsAtCounter}`), { kind: 'operator' })).toMatchObject({ allowed: true });
}

describe('a temporary password handed out at the counter', () => {
  it.each([['de', 'Wort für Wort'], ['en', 'Word by word']] as const)('is words in the language of the person (%s), typed off the paper it lets them in to choose their own (R38)', async (locale, title) => {
    await speaks(locale);
    const { paper, password } = await atCounter();
    expect(spokenParts(password)).toHaveLength(8);
    expect(paper).toContain(title);
    expect(paper.join(' ')).toContain(password.split('-').join(' · '));
    expect(await scene.signsIn(password.toLowerCase())).toMatchObject({ allowed: false });
    expect(await scene.signsIn(password)).toMatchObject({ allowed: true, mustChange: true });
    expect(await scene.world.account('school', scene.anna.ref)).toMatchObject({ mustChangePassword: true });
  });

  it('stands in clear on that paper alone: in no table, job, event, audit line or mail', async () => {
    const { password } = await atCounter();
    const tables = await scene.world.rows<{ name: string }>(`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
    expect(tables.length).toBeGreaterThan(40);
    const words = password.split('-').slice(0, 3).join('-');
    const holding = async (text: string) => {
      const found: string[] = [];
      for (const { name } of tables) if ((await scene.world.rows<{ n: number }>(`select count(*)::int as n from ${name} t where position(lower(?) in lower(t::text)) > 0`, [text]))[0]!.n > 0) found.push(name);
      return found;
    };
    expect(await holding(words)).toEqual([]);
    // The look would find it.
    expect(await holding(scene.anna.address)).not.toEqual([]);
    const mails = [...await scene.world.mailsTo(scene.anna.address), ...await scene.world.mailsTo(scene.anna.second)];
    expect(mails.length).toBeGreaterThan(0);
    expect(JSON.stringify(mails).toLowerCase()).not.toContain(words.toLowerCase());
  });

  it('leaves out the words that hold a part of the name, as directories want it', async () => {
    // A good quarter of the German words hold one of these, so seven words without any of them are no accident.
    await scene.world.rows(`update builtin_account set family_name = 'Sch-Ver Ung Ein Ter Ent Ste Gen Auf Aus And Che Rei Tel Lie' where id = ? returning id`, [scene.anna.ref]);
    const { password } = await atCounter();
    expect(spokenParts(password)).toHaveLength(8);
    expect(password.toLowerCase()).not.toMatch(/anna|sch|ver|ung|ein|ter|ent|ste|gen|auf|aus|and|che|rei|tel|lie/);
  });

  it('is symbols where the portal does not want words', async () => {
    await schoolWants(false);
    try {
      const { paper, password } = await atCounter();
      expect(password).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/);
      expect(paper).not.toContain('Wort für Wort');
      expect(await scene.signsIn(password)).toMatchObject({ allowed: true, mustChange: true });
    } finally {
      await schoolWants(true);
    }
  });

  it('is symbols behind a mailbox, whatever the portal wants at the counter', async () => {
    const { token, code } = await scene.getsTemporaryPassword();
    const revealed = await scene.world.get(RevealSecret).run({ token, code });
    expect(revealed.allowed && revealed.secret.reveal()).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/);
  });
});
