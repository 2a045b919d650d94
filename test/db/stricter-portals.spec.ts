import { afterEach, describe, expect, it } from '@jest/globals';
import { HOUR_MS } from '#kernel';
import { Database } from '#persistence';
import { exportProfile, ImportPortal, Portals, type StricterPolicy } from '#portals';
import { problemsOfPolicy } from '#recovery';
import { WaitingScene } from '../support/waiting-scene.js';

const scene = new WaitingScene();

/** The school, as it is and with a policy of its own. */
async function profileWith(policy: StricterPolicy | undefined): Promise<string> {
  const { policy: _before, ...profile } = (await scene.world.get(Portals).list()).find(({ key }) => key === 'school')!;
  return exportProfile({ ...profile, ...(policy && { policy }) });
}

async function schoolAsksFor(policy: StricterPolicy | undefined): Promise<void> {
  expect(await scene.world.get(ImportPortal).run(await profileWith(policy), { kind: 'operator' }, undefined, problemsOfPolicy)).toMatchObject({ allowed: true });
}

afterEach(() => schoolAsksFor(undefined));

describe('a portal that is stricter than the house', () => {
  it('lets a change of address wait a week where the old mailbox is silent', async () => {
    await schoolAsksFor({ actions: { 'change-email': { holdHours: 168 } } });
    const { number, caseId } = await scene.asksAPerson();
    await scene.proved(caseId, 'call-back', 'second-address');
    await scene.newAddressSaysYes(number, 'woche@frisch.example');
    const actionId = await scene.doing(number, 'change-email', { channel: 'elsewhere' });
    expect(await scene.approves(actionId)).toEqual({ allowed: true, state: 'held' });
    const [row] = await scene.world.get(Database).read((em) => em.execute<{ hold_ms: string }[]>('select hold_ms from recovery_action where id = ?', [actionId]));
    expect(Number(row!.hold_ms)).toBe(168 * HOUR_MS);
    await scene.later(73);
    expect(await scene.state(actionId)).toBe('held');
  });

  it('keeps the hold that it asks for itself in an emergency, too', async () => {
    await schoolAsksFor({ actions: { 'change-email': { holdHours: 168 } } });
    const { number } = await scene.asksAPerson();
    await scene.newAddressSaysYes(number, 'eilig@frisch.example');
    const actionId = await scene.doing(number, 'change-email', { channel: 'elsewhere', overrideReason: 'Die Schulleitung steht daneben und wartet.', agent: scene.colleague({ roles: ['security'] }) });
    expect(await scene.approves(actionId)).toEqual({ allowed: true, state: 'held' });
    await scene.later(167);
    expect(await scene.state(actionId)).toBe('held');
    await scene.later(2);
    expect(await scene.state(actionId)).toBe('done');
  });

  it('asks for a second person and for more evidence, and the panel says so', async () => {
    await schoolAsksFor({ actions: { 'issue-temporary-password': { level: 2, secondPerson: true } } });
    const { number, ticketId } = await scene.asksAPerson();
    await scene.provesMailbox(number);
    expect((await scene.describeCase(ticketId)).actions.find(({ type }) => type === 'issue-temporary-password')).toMatchObject({ locked: true, levelNeeded: 2, why: { code: 'recovery.level-too-low' } });
    expect(await scene.acts(number, 'issue-temporary-password')).toMatchObject({ allowed: false, refusal: 'recovery.level-too-low' });
    await schoolAsksFor({ actions: { 'issue-temporary-password': { secondPerson: true } } });
    expect((await scene.describeCase(ticketId)).actions.find(({ type }) => type === 'issue-temporary-password')).toMatchObject({ locked: false, secondPerson: true });
  });

  it('lets links and evidence end sooner, as the mail says', async () => {
    await schoolAsksFor({ links: { 'recovery-link': 120 }, evidence: { mailbox: 30 } });
    const now = scene.world.clock.now().getTime();
    const { number, caseId } = await scene.asksAPerson();
    expect(await scene.acts(number, 'send-recovery-link')).toMatchObject({ allowed: true });
    expect((await scene.lastMail('recovery-link')).variables['expiresAt']).toBe(new Date(now + 2 * HOUR_MS).toISOString());
    await scene.provesMailbox(number);
    const rows = await scene.world.get(Database).read((em) => em.execute<{ what: string; expires_at: string }[]>(
      `select 'link' as what, expires_at from recovery_grant where case_id = ? and purpose = 'recovery-link' union all select 'proof', expires_at from evidence where case_id = ?`, [caseId, caseId]));
    expect(Object.fromEntries(rows.map(({ what, expires_at: at }) => [what, new Date(at).getTime() - now]))).toEqual({ link: 2 * HOUR_MS, proof: HOUR_MS / 2 });
  });

  it('is not taken into service where it would be looser, and hears in which line', async () => {
    const yaml = await profileWith({ actions: { 'change-email': { holdHours: 1 } }, links: { 'recovery-link': 2_000 } });
    const line = yaml.split('\n').findIndex((text) => text.includes('holdHours')) + 1;
    const answer = await scene.world.get(ImportPortal).check(yaml, undefined, problemsOfPolicy);
    expect(answer).toMatchObject({ allowed: false, refusal: 'portals.profile-invalid', problems: [{ line, path: 'policy.actions.change-email.holdHours' }, { path: 'policy.links.recovery-link' }] });
  });
});
