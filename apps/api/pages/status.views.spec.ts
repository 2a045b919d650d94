import { describe, expect, it } from '@jest/globals';
import type { TicketStatus } from '#recovery';
import type { PortalPages } from '../frame/brands.js';
import { statusPage } from './status.views.js';

const AT = new Date('2026-11-30T08:00:00Z');
const pages = { profile: { calendar: { timeZone: 'Europe/Berlin' } } } as PortalPages;
const status: TicketStatus = {
  portalKey: 'media-centre', locale: 'de', ticketNumber: 'MED-1', subject: 'Neue Adresse', caseType: 'lost-email-access', state: 'open', askedAt: AT, promisedBy: new Date('2026-12-03T15:00:00Z'), firstAnsweredAt: null,
  linkSent: false, linkExpired: false, usernameSent: false, proofs: [], letter: null, asks: [], vouching: { typedNumber: '0815' }, waitsUntil: null, answer: null,
};
const read = (more: Partial<TicketStatus>): string => String(statusPage('de', { ...status, ...more }, pages, 'form', { problems: [] }).body).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the page of a request', () => {
  it('promises an answer until somebody decided', () => {
    expect(read({})).toMatch(/in Bearbeitung.*3\. Dezember 2026.*0815/);
  });

  it('says while a change waits how long it does, promises nothing earlier, and offers no way that nobody needs', () => {
    const text = read({ firstAnsweredAt: AT, vouching: null, waitsUntil: new Date('2026-12-03T17:12:00Z') });
    expect(text).toMatch(/Zugestimmt.*Ihre neue Adresse gilt ab .*3\. Dezember 2026.*18:12.*widersprechen/);
    expect(text).not.toMatch(/in Bearbeitung|bürgen|15:00|16:00/);
  });
});
