import { describe, expect, it } from '@jest/globals';
import { profileChanges } from './profile-changes.js';

const PROFILE = { key: 'school', name: { de: 'Schule', en: 'School' }, queues: [{ key: 'triage', name: 'Sichten' }, { key: 'links', name: 'Links' }], languages: ['de', 'en'], calendar: { from: '08:00' } };

describe('where two profiles differ', () => {
  it.each([
    ['nowhere', PROFILE, []],
    ['in a text', { ...PROFILE, name: { de: 'Schule', en: 'Our school' } }, ['name.en']],
    ['in a list of things with keys, whatever their order', { ...PROFILE, queues: [{ key: 'links', name: 'Zugänge' }, { key: 'triage', name: 'Sichten' }] }, ['queues.links.name']],
    ['in what was added and what was taken away', { ...PROFILE, queues: [PROFILE.queues[0], { key: 'office', name: 'Büro' }] }, ['queues.links', 'queues.office']],
    ['in a plain list', { ...PROFILE, languages: ['de'] }, ['languages.1']],
    ['in a part that is new', { ...PROFILE, directory: { kind: 'ldap' } }, ['directory']],
  ])('%s', (_, after, expected) => expect(profileChanges(PROFILE, after)).toEqual(expected));
});
