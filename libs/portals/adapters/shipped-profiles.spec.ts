import { describe, expect, it } from '@jest/globals';
import { CASE_TYPES, MACHINE_CASE_TYPES } from '#kernel';
import { exportProfile, parseProfile } from '../domain/parse-profile.js';
import type { PortalProfile } from '../domain/profile.js';
import { routeTicket } from '../domain/route.js';
import { shippedProfiles } from './shipped-profiles.js';

const shipped = await shippedProfiles();
const profiles = new Map<string, PortalProfile>();
for (const { key, yaml } of shipped) {
  const parsed = parseProfile(yaml);
  if (!parsed.ok) throw new Error(`${key}: ${parsed.problems.map(({ line, path, message }) => `${line} ${path} ${message}`).join('; ')}`);
  profiles.set(key, parsed.profile);
}
const queueOf = (portal: string, caseType: (typeof CASE_TYPES)[number], risk: 'low' | 'medium' | 'high' = 'low') => (
  routeTicket(profiles.get(portal)!, { caseType, risk, confidence: 0.9, mailClass: 'request' }).queue
);

describe('the profiles that come with Rekey', () => {
  it('are the five of the seeds', () => {
    expect([...profiles.keys()]).toEqual(['chamber', 'manufacturer', 'media-centre', 'school', 'service-desk']);
  });

  it.each([...profiles])('%s has its own key, speaks German and English, and survives an export', (key, profile) => {
    expect(profile.key).toBe(key);
    expect(profile.languages).toEqual(['de', 'en']);
    const read = parseProfile(exportProfile(profile));
    expect(read.ok && { profile: read.profile, mails: read.mails }).toEqual({ profile, mails: undefined });
    expect(profile.mailboxes.every(({ address }) => address.endsWith('.example'))).toBe(true);
  });

  it.each([...profiles])('%s gives every case type a queue by a rule of its own, not by falling through', (_key, profile) => {
    const personal = CASE_TYPES.filter((caseType) => !(MACHINE_CASE_TYPES as readonly string[]).includes(caseType));
    const fallen = personal.filter((caseType) => !profile.routes.some(({ caseTypes }) => caseTypes?.includes(caseType)));
    expect(fallen).toEqual([]);
  });

  it.each([...profiles.keys()])('%s sends danger to security first, and lost mailboxes to address-change', (key) => {
    expect(queueOf(key, 'forgot-password', 'high')).toBe('security');
    expect(queueOf(key, 'lost-email-access', 'high')).toBe('security');
    expect(queueOf(key, 'lost-email-access', 'medium')).toBe('address-change');
    expect(queueOf(key, 'suspected-compromise')).toBe('security');
    expect(queueOf(key, 'staff-account')).toBe('other-desk');
    expect(queueOf(key, 'account-deletion')).toBe('privacy');
  });

  it('keep the promises of the seeds', () => {
    expect(queueOf('school', 'registration-data-changed')).toBe('secretariat');
    expect(queueOf('school', 'initial-credentials')).toBe('issuing-office');
    expect(queueOf('chamber', 'pin-activation')).toBe('issuing-office');
    expect(queueOf('service-desk', 'registration-incomplete')).toBe('registration-release');
    expect(profiles.get('media-centre')!.promises.at(-1)).toMatchObject({ businessDays: 3, text: { de: expect.stringContaining('1–3 Werktage') } });
    expect(profiles.get('manufacturer')!.answers.find(({ caseType }) => caseType === 'serial-number-help')!.text.de).toContain('AB123Z');
  });

  it('have an approval office where their seed has one, and say so where it has none', () => {
    const offices = [...profiles].map(([key, { approvalOffice }]) => [key, approvalOffice === 'none' ? 'none' : approvalOffice.queues]);
    expect(Object.fromEntries(offices)).toEqual({ school: ['secretariat', 'registration-release'], manufacturer: ['registration-release'], chamber: 'none', 'media-centre': 'none', 'service-desk': 'none' });
    for (const { yaml } of shipped) expect(yaml).toContain('\napprovalOffice:');
    // What waits for the office is routed to a queue that it works.
    expect(queueOf('school', 'username-change')).toBe('secretariat');
    expect(queueOf('manufacturer', 'registration-not-accepted')).toBe('registration-release');
  });

  it('let the missing reset mail of the manufacturer go to a person: a temporary password is what helps', () => {
    expect(profiles.get('manufacturer')!.instant.caseTypes).not.toContain('reset-mail-missing');
    expect(queueOf('manufacturer', 'reset-mail-missing')).toBe('identify');
  });

  it('never answer at once where control of an account would move', () => {
    const risky = ['lost-email-access', 'email-change', 'forgot-identity', 'account-deletion', 'two-factor-lost', 'suspected-compromise', 'staff-account', 'pin-activation', 'account-locked'];
    for (const profile of profiles.values()) expect(profile.instant.caseTypes.filter((caseType) => risky.includes(caseType))).toEqual([]);
  });

  it('differ in what the desk tells apart by: prefix, mailbox, colour', () => {
    for (const trait of [(one: PortalProfile) => one.ticketPrefix, (one: PortalProfile) => one.mailboxes[0]!.address, (one: PortalProfile) => one.brand.colour]) {
      expect(new Set([...profiles.values()].map(trait)).size).toBe(profiles.size);
    }
  });

  it('are readable: white on the brand\'s colours has a contrast of at least 4.5', () => {
    for (const { brand } of profiles.values()) {
      for (const colour of [brand.colour, brand.accent]) expect(contrastWithWhite(colour)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** WCAG 2.2, relative luminance. */
function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
