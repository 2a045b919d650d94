import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDesk, QUEUE_BACKENDS, type Desk } from '../support/desk.js';
import { Visitor } from '../support/visitor.js';

const NEW_PASSWORD = 'Drei Birnen am Kai 7';

describe.each(QUEUE_BACKENDS)('somebody forgot their password and is back in within seconds (jobs in %s)', (backend) => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ backend });
  });
  afterAll(() => desk?.close());

  it('sends a link to the address on file, survives a scanner, sets the password once and tells the person', async () => {
    const jonas = desk.person('jonas.weber@post.example');
    const asked = await jonas.writes(desk.support('school'), 'Passwort vergessen', 'Guten Tag,\n\nich habe mein Passwort für das Portal vergessen und komme nicht mehr rein.\n\nViele Grüße\nJonas Weber');
    const mail = await jonas.receives(({ links }) => links.some((link) => link.includes('/r/')), 'the recovery link');

    expect(mail.header('auto-submitted')).toMatch(/^auto-/);
    expect(mail.header('in-reply-to')).toContain(asked);
    expect(mail.raw).not.toContain(NEW_PASSWORD);
    const link = mail.links.find((one) => one.includes('/r/'))!;
    expect(link.startsWith(`${desk.url}/r/`)).toBe(true);

    await new Visitor().opens(link, 'HEAD');
    for (let scan = 0; scan < 3; scan += 1) expect((await new Visitor().opens(link)).status).toBe(200);

    const browser = new Visitor();
    const form = await browser.opens(link);
    expect(form.url).not.toContain(link.split('/r/')[1]);
    expect(form.headers.get('cache-control')).toContain('no-store');
    expect(form.headers.get('referrer-policy')).toBe('no-referrer');
    expect(form.text).toMatch(/15 Zeichen/);

    const tooShort = await browser.submits(form, { password: 'kurz', repeat: 'kurz' });
    expect(tooShort.text).toMatch(/mindestens 15/i);
    const differing = await browser.submits(tooShort, { password: NEW_PASSWORD, repeat: `${NEW_PASSWORD}!` });
    expect(differing.text).toMatch(/stimmen nicht überein|nicht gleich|verschieden/i);
    const done = await browser.submits(differing, { password: NEW_PASSWORD, repeat: NEW_PASSWORD });
    expect(done.status).toBe(200);
    expect(done.text).toMatch(/neues Passwort/i);

    const again = await new Visitor().opens(link);
    expect(again.html).not.toContain('name="repeat"');

    const notice = await jonas.receives(({ links }) => links.some((one) => one.includes('/c/')), 'the notice that the password was set');
    expect(notice.text).toMatch(/Passwort/);
    expect(await desk.signsInAt('school', 'j.weber', NEW_PASSWORD)).toMatch(/Jonas Weber/);
  });

  it('sends a pupil who is not activated yet a new activation link, and the account works afterwards', async () => {
    const lena = desk.person('lena.hoffmann@post.example');
    await lena.writes(desk.support('school'), 'Aktivierungslink', 'Ich habe den Aktivierungslink nicht bekommen. Können Sie ihn bitte noch einmal schicken?\n\nLena Hoffmann');
    const mail = await lena.receives(({ links }) => links.some((link) => link.includes('/a/')), 'the activation link');

    const browser = new Visitor();
    const form = await browser.opens(mail.links.find((one) => one.includes('/a/'))!);
    const done = await browser.submits(form, { password: NEW_PASSWORD, repeat: NEW_PASSWORD });
    expect(done.status).toBe(200);
    expect(await desk.signsInAt('school', 'l.hoffmann', NEW_PASSWORD)).toMatch(/Lena Hoffmann/);
  });

  it('answers in English where the person writes English', async () => {
    const daniel = desk.person('daniel.brooks@northgrid.example');
    await daniel.writes(desk.support('manufacturer'), 'login', 'Hello,\n\nI forgot my password for the customer portal. Could you help me to sign in again?\n\nDaniel Brooks');
    const mail = await daniel.receives(({ links }) => links.some((link) => link.includes('/r/')), 'the recovery link');
    expect(mail.text).toMatch(/new password/i);
  });

  it('gives nothing away to a stranger, however well informed', async () => {
    const stranger = desk.person('stranger@elsewhere.example');
    await stranger.writes(desk.support('manufacturer'), 'Passwort vergessen', 'Guten Tag, ich habe mein Passwort vergessen. Benutzername p.lindner, Seriennummer PL204X, Kundennummer C-88301.\nPetra Lindner');
    const mara = await desk.agent('mara@desk.example');
    const ticket = await mara.seesTicketOf('stranger@elsewhere.example');
    expect(ticket.case?.account).toBeNull();
    expect(ticket.case?.level).toBe(0);
    const petra = await desk.person('petra.lindner@altewerke.example').inbox();
    expect(petra.filter(({ links }) => links.some((link) => /\/[rs]\//.test(link)))).toEqual([]);
    expect((await stranger.inbox()).flatMap(({ links }) => links).filter((link) => /\/[rspa]\//.test(link))).toEqual([]);
  });

  it('never helps a privileged account by itself', async () => {
    const sabine = desk.person('sabine.krueger@lehrkraft.example');
    await sabine.writes(desk.support('school'), 'Passwort vergessen', 'Hallo, ich habe mein Passwort vergessen. Bitte schicken Sie mir einen neuen Link.\nSabine Krüger');
    const mara = await desk.agent('mara@desk.example');
    const ticket = await mara.seesTicketOf('sabine.krueger@lehrkraft.example');
    expect(ticket.timeline.some(({ verb }) => verb.startsWith('instant.'))).toBe(true);
    expect(ticket.case?.grants.filter(({ purpose }) => purpose === 'recovery-link')).toEqual([]);
  });
});
