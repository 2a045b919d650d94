import { describe, expect, it } from '@jest/globals';
import { MOST_CHANGES, profileChanges } from './profile-changes.js';

const PROFILE = { key: 'school', name: { de: 'Schule', en: 'School' }, queues: [{ key: 'triage', name: 'Sichten' }, { key: 'links', name: 'Links' }], languages: ['de', 'en'], calendar: { from: '08:00' } };
const paths = (after: object) => {
  const { weighty, others } = profileChanges(PROFILE, after);
  return [...weighty.map(({ path }) => path), ...others];
};

describe('where two profiles differ', () => {
  it.each([
    ['nowhere', PROFILE, []],
    ['in a text', { ...PROFILE, name: { de: 'Schule', en: 'Our school' } }, ['name.en']],
    ['in a list of things with keys, whatever their order', { ...PROFILE, queues: [{ key: 'links', name: 'Zugänge' }, { key: 'triage', name: 'Sichten' }] }, ['queues.links.name']],
    ['in what was added and what was taken away', { ...PROFILE, queues: [PROFILE.queues[0], { key: 'office', name: 'Büro' }] }, ['queues.links', 'queues.office']],
    ['in two things of one key, each by its place', { ...PROFILE, queues: [...PROFILE.queues, { key: 'links', name: 'Andere' }] }, ['queues.triage', 'queues.links', 'queues.0', 'queues.1', 'queues.2']],
    ['in a plain list', { ...PROFILE, languages: ['de'] }, ['languages.1']],
    ['in a part that is new', { ...PROFILE, directory: { kind: 'ldap' } }, ['directory']],
  ])('%s', (_, after, expected) => expect(paths(after)).toEqual(expected));

  it('what matters for safety comes first, whole, with what it was and what it is, however much else there is', () => {
    const many = Array.from({ length: MOST_CHANGES + 1 }, (_, at) => ({ key: `dummy-${at}`, name: 'x' }));
    const homes = Array.from({ length: 50 }, (_, at) => ({ key: `home-${at}`, issuer: `https://idp${at}.example` }));
    const changes = profileChanges({ ...PROFILE, directory: { kind: 'scim', url: 'https://one.example' }, somethingNew: 1 }, {
      ...PROFILE, queues: [...PROFILE.queues, ...many], somethingNew: 2, retention: { audit: 183 }, homeSignIn: homes, directory: { kind: 'scim', url: 'https://other.example' },
    });
    expect(changes.weighty).toEqual([
      { path: 'directory.url', before: 'https://one.example', after: 'https://other.example' }, { path: 'homeSignIn', before: null, after: homes }, { path: 'retention', before: null, after: { audit: 183 } },
      // Whatever nobody called light.
      { path: 'somethingNew', before: 1, after: 2 },
    ]);
    expect(changes.others).toHaveLength(MOST_CHANGES);
    expect(changes.count).toBe(4 + many.length);
  });
});
