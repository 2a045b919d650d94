import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '#audit';
import { newId, StillClock } from '#kernel';
import { fixedIn, PreviewWording, SaveWording, WARNING, Wordings, type WordedKind } from '#outbound';
import { Portals } from '#portals';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { outboundWorld, type OutboundWorld } from '../support/outbound-world.js';

const AGENT = newId();
const ACTOR = { kind: 'agent', id: AGENT, strength: 'second-factor' } as const;
const MARA = 'mara@requesters.example';

/** Read off the shipped texts by hand: every sentence of a warning that says how or until when to object. */
const SAYS_HOW_TO_OBJECT: Readonly<Record<string, readonly string[]>> = {
  'deletion-announced': ['preview', 'when', 'until', 'button', 'nothing'],
  'deletion-cancelled': ['notYou'],
  'account-deleted': ['notYou'],
  'hold-started': ['preview', 'when', 'hold', 'notYou', 'button', 'wasYou'],
  'hold-half-time': ['preview', 'when', 'notYou', 'button', 'wasYou'],
  'hold-completed': ['preview', 'notYou', 'button', 'wasYou'],
  'hold-cancelled': ['next', 'nothing'],
  'hold-reverted': ['next'],
  notice: ['preview', 'wasYou', 'notYou', 'button'],
  'sign-in-key-changed': ['preview', 'next', 'notYou', 'safe'],
};

describe('a portal words its mails', () => {
  let fresh: FreshDatabase;
  let world: OutboundWorld;
  let clock: StillClock;
  let wordings: Wordings;
  let saving: SaveWording;

  beforeAll(async () => {
    fresh = await freshDatabase();
    clock = new StillClock(new Date('2026-11-23T08:00:00Z'));
    world = await outboundWorld(fresh.database, { clock });
    wordings = new Wordings(fresh.database, clock);
    saving = new SaveWording(fresh.database, new AuditTrail(world.sealer), wordings, clock);
  });
  afterAll(() => fresh.close());
  beforeEach(async () => {
    await fresh.database.transaction((tx) => tx.execute('delete from wording'));
    clock.moveBy(60_000);
  });

  const save = (words: Record<string, string>, version = 0, kind: WordedKind = 'recovery-link', locale: 'de' | 'en' = 'de') => (
    saving.run({ portalKey: world.portalKey, kind, locale, words, version, agentId: AGENT, actor: ACTOR })
  );
  const mail = async (locale: 'de' | 'en' = 'de') => {
    clock.moveBy(60_000);
    const queued = await fresh.database.transaction((tx) => world.queue.within(tx, {
      portalKey: world.portalKey, mailboxId: world.mailboxId, kind: 'recovery-link', locale, recipient: MARA, now: clock.now(),
      variables: { username: 'mara', expiresAt: new Date(clock.now().getTime() + 3_600_000).toISOString() }, secrets: { link: 'https://desk.example/r/x', code: 'ABCD-2345', codePage: 'https://desk.example/r/code' },
    }));
    if (!queued.allowed) throw new Error(queued.refusal);
    const written = await world.prepare.run(queued.message.id);
    await fresh.database.transaction((tx) => tx.execute('delete from outbound_message'));
    if (!written || !('mail' in written)) throw new Error(JSON.stringify(written));
    return written.mail;
  };
  const trail = () => fresh.database.read((em) => em.execute<{ verb: string; detail: Record<string, unknown> }[]>(`select verb, detail from audit_entry where verb like 'wording.%' order by sequence`));

  it('and the next mail says it, in that language and around it only', async () => {
    expect(await save({ intro: 'hier ist der Link zu {organisation}.' })).toEqual({ allowed: true, version: 1 });
    expect(await save({ greetingByName: 'Moin {salutationName},', greeting: 'Moin,' }, 0, 'frame')).toEqual({ allowed: true, version: 1 });
    const german = await mail();
    expect(german.text).toMatch(/^Moin,\n\nhier ist der Link zu Medienzentrum Nord\.\n/);
    expect(german.html).toContain('hier ist der Link zu Medienzentrum Nord.');
    expect((await mail('en')).text).toMatch(/^Hello,\n\nWith this link/);
  });

  it('and goes back to the shipped text; every step stays in the history and in the trail', async () => {
    const before = (await trail()).length;
    await save({ intro: 'erste Fassung.' });
    await save({ intro: 'zweite Fassung.' }, 1);
    await save({}, 2);
    const { version, own, history } = await wordings.get(world.portalKey, 'recovery-link', 'de');
    expect({ version, own }).toEqual({ version: 3, own: {} });
    expect(history.map(({ version: at, changed, agentId }) => [at, changed, agentId])).toEqual([[3, 0, AGENT], [2, 1, AGENT], [1, 1, AGENT]]);
    expect((await mail()).text).toContain('mit diesem Link vergeben Sie selbst ein neues Passwort');
    expect((await trail()).slice(before).map(({ verb }) => verb)).toEqual(['wording.saved', 'wording.saved', 'wording.reset']);
    expect((await trail()).at(before)!.detail).toEqual({ kind: 'recovery-link', locale: 'de', version: 1, sentences: ['intro'] });
  });

  it('the same words twice change nothing, nor does the shipped text', async () => {
    await save({ intro: 'neu.' });
    expect(await save({ intro: 'neu.' }, 0)).toEqual({ allowed: true, version: 1 });
    const { shipped } = await wordings.get(world.portalKey, 'tell-username', 'de');
    expect(await save({ ...shipped }, 0, 'tell-username')).toEqual({ allowed: true, version: 0 });
  });

  it('two administrators at once: one of them is told', async () => {
    const answers = await Promise.all([save({ intro: 'von der einen.' }), save({ intro: 'vom anderen.' })]);
    expect(answers.map((answer) => (answer.allowed ? 'saved' : answer.refusal)).sort()).toEqual(['outbound.wording-changed-meanwhile', 'saved']);
    expect((await wordings.get(world.portalKey, 'recovery-link', 'de')).version).toBe(1);
  });

  it('and cannot lose a variable, smuggle in a link or ask for a password', async () => {
    expect(await save({ until: 'Der Link gilt nicht lange.', intro: 'mehr auf evil.com.', notYou: 'Senden Sie uns Ihr Passwort.' })).toEqual({
      allowed: false, refusal: 'outbound.wording-unfit', missing: ['until variable-lost expiresInWords', 'intro link evil.com', 'notYou asks-for-secret Senden Sie uns Ihr Passwort.'],
    });
    expect((await wordings.get(world.portalKey, 'recovery-link', 'de')).version).toBe(0);
  });

  it('nor put to sleep what says how to object in a mail that warns; the rest of it stands beside that in the portal\'s words', async () => {
    const asleep = 'Das ist eine Routine-Nachricht, Sie müssen nichts tun.';
    expect(WARNING.toSorted()).toEqual(Object.keys(SAYS_HOW_TO_OBJECT).toSorted());
    for (const kind of WARNING) {
      for (const locale of ['de', 'en'] as const) {
        const { shipped } = await wordings.get(world.portalKey, kind, locale);
        for (const key of SAYS_HOW_TO_OBJECT[kind]!) {
          expect({ kind, locale, key, answer: await save({ [key]: asleep }, 0, kind, locale) }).toMatchObject({ answer: { allowed: false, refusal: 'outbound.wording-unfit', missing: expect.arrayContaining([`${key} always-as-shipped`]) } });
        }
        expect({ kind, locale, fixed: Object.keys(shipped).filter((key) => fixedIn(kind).includes(key)).toSorted() }).toEqual({ kind, locale, fixed: SAYS_HOW_TO_OBJECT[kind]!.toSorted() });
      }
    }
    // One that somebody wrote before there was this rule counts no more.
    await save({ when: 'Es war am:' }, 0, 'notice');
    await fresh.database.transaction((tx) => tx.execute(`update wording set words = words || ?::jsonb`, [JSON.stringify({ notYou: asleep, wasYou: asleep })]));
    clock.moveBy(60_000);
    expect(await wordings.wordsFor(world.portalKey, 'notice', 'de')).toEqual({ when: 'Es war am:' });
  });

  it('nor word what every mail says about codes and passwords; and a warning has the shipped frame, whatever the portal greets with', async () => {
    for (const key of ['neverAsk', 'linkAsText', 'codeAsked', 'numberAsked', 'codePage', 'codeElsewhere', 'codeSecret']) {
      expect({ key, answer: await save({ [key]: 'Nur auf Anweisung unserer Mitarbeiter:' }, 0, 'frame') }).toMatchObject({ answer: { allowed: false, missing: [`${key} always-as-shipped`] } });
    }
    const drill = { greeting: 'Guten Tag, das ist eine Übung. Sie müssen nichts tun.', greetingByName: 'Guten Tag {salutationName}, das ist eine Übung.', regards: 'Es war nur eine Übung' };
    expect(await save(drill, 0, 'frame')).toMatchObject({ allowed: true });
    clock.moveBy(60_000);
    for (const kind of WARNING) for (const locale of ['de', 'en'] as const) expect(await wordings.wordsFor(world.portalKey, kind, locale)).toEqual({});
    expect(await wordings.wordsAt(world.portalKey, 'hold-started', 'de', clock.now())).toEqual({});
    expect(await wordings.wordsFor(world.portalKey, 'recovery-link', 'de')).toEqual(drill);
  });

  it('a sentence that no longer fits after a new release is shown, and never stops a mail', async () => {
    await save({ intro: 'gut.' });
    await fresh.database.transaction((tx) => tx.execute(`update wording set words = words || '{"until": "Gilt bis {gone}.", "vanished": "x"}'::jsonb`));
    const written = await mail();
    expect(written.text).toContain('gut.');
    expect(written.text).toContain('Der Link gilt bis');
    expect((await wordings.get(world.portalKey, 'recovery-link', 'de')).judged.problems.map(({ key, code }) => `${key} ${code}`)).toEqual(['until variable-lost', 'until variable-unknown', 'vanished unknown-sentence']);
  });

  it('a preview shows what is not saved, and leaves out what does not fit', async () => {
    await save({ intro: 'gespeichert.' });
    clock.moveBy(60_000);
    const preview = new PreviewWording(new Portals(fresh.database), wordings);
    const ask = (words: Record<string, string>, kind: WordedKind = 'recovery-link') => preview.run({ portalKey: world.portalKey, kind, locale: 'de', words, scheme: 'dark' });
    expect((await ask({ intro: 'noch nicht gespeichert.' })).mail.text).toContain('noch nicht gespeichert.');
    expect((await ask({})).mail.text).toContain('mit diesem Link');
    const unfit = await ask({ intro: 'mehr auf evil.com.' });
    expect(unfit.mail.html).not.toContain('evil.com');
    expect(unfit.judged.problems).toMatchObject([{ key: 'intro', code: 'link' }]);
    expect((await ask({ regards: 'Bis bald' }, 'frame')).mail.text).toContain('Bis bald');
    expect((await wordings.get(world.portalKey, 'recovery-link', 'de')).version).toBe(1);
  });
});
