import { PortalProfileSchema, type PortalProfile } from './domain/profile.js';

/** A small profile for specs; what a spec is about it says itself. */
export function aProfile(more: Partial<Record<keyof PortalProfile, unknown>> = {}): PortalProfile {
  const text = { de: 'Text', en: 'text' };
  return PortalProfileSchema.parse({
    key: 'example',
    name: text,
    brand: { colour: '#14532d', accent: '#b45309', organisation: 'Example' },
    languages: ['de', 'en'],
    ticketPrefix: 'EX',
    mailboxes: [{ address: 'help@example.example', displayName: 'Help' }],
    directory: { kind: 'builtin' },
    office: { name: 'Example', street: 'Street 1', city: '10000 Town', phone: '+49 30 23125 100', email: 'help@example.example', hours: text },
    queues: ['triage', 'links', 'answers', 'security'].map((key) => ({ key, name: text })),
    routes: [{ queue: 'triage' }],
    triageQueue: 'triage',
    calendar: { timeZone: 'Europe/Berlin', holidays: 'BE', hours: { 1: '08:00-16:00', 2: '08:00-16:00', 3: '08:00-16:00', 4: '08:00-16:00', 5: '08:00-13:00' } },
    promises: [{ businessDays: 1, text }],
    instant: { enabled: true, caseTypes: ['forgot-password'] },
    passwordPolicy: {},
    facts: ['customerNumber'],
    ...more,
  });
}
