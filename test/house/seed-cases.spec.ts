import { describe, expect, it } from '@jest/globals';
import { explainMail } from '#intake';
import { firstAnswer, parseProfile, playbookOf, shippedProfiles, type PortalProfile } from '#portals';
import { asMail, SEED_CASES } from '../support/seed-cases.js';

const profiles = new Map<string, PortalProfile>();
for (const { key, yaml } of await shippedProfiles()) {
  const parsed = parseProfile(yaml);
  if (parsed.ok) profiles.set(key, parsed.profile);
}

describe('the user problems of the five seeds', () => {
  it('are all here', () => {
    expect(SEED_CASES.map(({ id }) => id)).toEqual(Array.from({ length: 45 }, (_, at) => `U${at + 1}`));
  });

  it.each(SEED_CASES.map((one) => [`${one.id} ${one.subject} (${one.portal})`, one] as const))('%s', async (_title, seed) => {
    const profile = profiles.get(seed.portal)!;
    const explained = await explainMail(asMail(seed, 'alex.berger@post.example', profile.mailboxes[0]!.address), profile);
    const { caseType, queue, instant, signals } = explained;
    expect({ caseType, why: signals.slice(0, 4) }).toMatchObject({ caseType: expect.stringMatching(`^(${seed.caseTypes.join('|')})$`) });
    expect(seed.queues).toContain(queue);
    const playbook = playbookOf(profile, caseType)!;
    // As filing decides: a second problem or doubt takes the words of the portal to a person first.
    const first = firstAnswer({ playbook, profile, recognition: explained, locale: explained.language === 'en' ? 'en' : 'de', requesterAddress: 'alex.berger@post.example', isInformation: (one) => playbookOf(profile, one)?.answer === 'automatic' });
    const answer = instant.allowed ? 'instant' : first.kind === 'answer' ? 'text' : 'agent';
    expect({ answer, because: instant.because }).toMatchObject({ answer: seed.answeredBy });
    if (seed.proposes && caseType === seed.caseTypes[0]) expect(playbook.proposes[0]).toBe(seed.proposes);
  });
});
