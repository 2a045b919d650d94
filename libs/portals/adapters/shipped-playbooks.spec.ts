import { describe, expect, it } from '@jest/globals';
import { CASE_TYPES, MACHINE_CASE_TYPES } from '#kernel';
import { missingNeeds, PlaybookSchema } from '../domain/playbook.js';
import { aProfile } from '../profile-for-specs.js';
import { playbookOf, SHIPPED_PLAYBOOKS } from './shipped-playbooks.js';

describe('playbooks', () => {
  it('come with Rekey for everything a person can write about', () => {
    const personal = CASE_TYPES.filter((caseType) => !(MACHINE_CASE_TYPES as readonly string[]).includes(caseType));
    expect(personal.filter((caseType) => !SHIPPED_PLAYBOOKS.has(caseType))).toEqual([]);
  });

  it('never let a machine answer what needs a proof', () => {
    for (const book of SHIPPED_PLAYBOOKS.values()) if (book.answer === 'automatic') expect([book.evidence, book.proposes]).toEqual([[], []]);
  });

  it('give way to the portal\'s own', () => {
    const own = PlaybookSchema.parse({ caseType: 'forgot-password', proposes: ['send-recovery-link'], solved: 'answered' });
    expect(playbookOf(aProfile({ playbooks: [own] }), 'forgot-password')).toEqual(own);
    expect(playbookOf(aProfile(), 'bounce')).toBeUndefined();
  });

  it('say what is missing: one of several alternatives is enough, a blank is nothing', () => {
    const book = { needs: ['username|registeredEmail', 'newEmail'] };
    expect(missingNeeds(book, {})).toEqual(['username|registeredEmail', 'newEmail']);
    expect(missingNeeds(book, { registeredEmail: 'a@b.example', newEmail: ' ' })).toEqual(['newEmail']);
    expect(missingNeeds(book, { username: 'a', newEmail: 'n@b.example' })).toEqual([]);
  });

  it('refuse words that nobody can be asked for', () => {
    expect(PlaybookSchema.safeParse({ caseType: 'forgot-password', solved: 'answered', needs: ['password'] }).success).toBe(false);
  });
});
