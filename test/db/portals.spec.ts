import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail, HOUSE_CHAIN } from '#audit';
import { Sealer, Secret, StillClock } from '#kernel';
import { ImportPortal, Mailboxes, nextTicketNumber, Portals, PortalUnknown, RESERVED_KEYS, shippedProfiles, type MailboxToSave } from '#portals';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const sealer = new Sealer(new Secret('a key for specs that is long enough to be one'));
const clock = new StillClock(new Date('2026-11-23T08:00:00Z'));
const operator = { kind: 'operator' } as const;
let fresh: FreshDatabase;
let portals: Portals;
let importPortal: ImportPortal;
let mailboxes: Mailboxes;

beforeAll(async () => {
  fresh = await freshDatabase();
  portals = new Portals(fresh.database);
  importPortal = new ImportPortal(fresh.database, new AuditTrail(sealer), portals, clock);
  mailboxes = new Mailboxes(fresh.database, sealer, clock);
});
afterAll(() => fresh.close());

describe('portals', () => {
  it('come into service by their profiles, and are there at once', async () => {
    await expect(portals.get('school')).rejects.toThrow(PortalUnknown);
    for (const { yaml, key } of await shippedProfiles()) expect(await importPortal.run(yaml, operator)).toMatchObject({ allowed: true, key, created: true });
    expect((await portals.get('school')).ticketPrefix).toBe('SCH');
    expect((await portals.list()).map(({ key }) => key)).toEqual(['chamber', 'manufacturer', 'media-centre', 'school', 'service-desk']);
    await expect(portals.get('nowhere')).rejects.toMatchObject({ code: 'portals.unknown', retry: 'never' });
  });

  it('are left alone by the profile that they have already', async () => {
    const lines = () => fresh.database.read(async (em) => (await em.execute('select 1 from audit_entry')).length);
    const before = await lines();
    for (const { yaml, key } of await shippedProfiles()) expect(await importPortal.run(yaml, operator)).toMatchObject({ allowed: true, key, created: false, changes: { count: 0 } });
    expect(await lines()).toBe(before);
  });

  it('take a changed profile, and keep counting their tickets', async () => {
    const { yaml } = (await shippedProfiles()).find(({ key }) => key === 'school')!;
    await fresh.database.transaction((tx) => nextTicketNumber(tx, 'school'));
    const stricter = yaml.replace('minLength: 15', 'minLength: 20');
    const changed = { allowed: true, key: 'school', created: false, changes: { weighty: [{ path: 'passwordPolicy.minLength', before: 15, after: 20 }], others: [], mails: [], count: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) } };
    expect(await importPortal.check(stricter)).toEqual(changed);
    expect((await portals.get('school')).passwordPolicy.minLength).toBe(15);
    expect(await importPortal.run(stricter, operator)).toEqual(changed);
    expect((await portals.get('school')).passwordPolicy.minLength).toBe(20);
    expect(await fresh.database.transaction((tx) => nextTicketNumber(tx, 'school'))).toBe('SCH-1002');
  });

  it('refuse a profile that does not fit, with every place, and one with somebody else\'s ticket prefix', async () => {
    const { yaml } = (await shippedProfiles()).find(({ key }) => key === 'chamber')!;
    const answer = await importPortal.run(yaml.replace('holidays: MV', 'holidays: Nowhere').replace('ticketPrefix: KAM', 'ticketPrefix: kam'), operator);
    expect(answer).toMatchObject({ allowed: false, refusal: 'portals.profile-invalid', problems: [{ path: 'ticketPrefix' }, { path: 'calendar.holidays' }] });
    expect(await importPortal.run(yaml.replace('key: chamber', 'key: chamber-two'), operator)).toMatchObject({ allowed: false, refusal: 'portals.prefix-taken' });
  });

  it('number their tickets without gap or repetition, however many come at once', async () => {
    const numbers = await Promise.all(Array.from({ length: 15 }, () => fresh.database.transaction((tx) => nextTicketNumber(tx, 'manufacturer'))));
    expect(numbers.map((number) => Number(number.slice(4))).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, index) => 1_001 + index));
    await expect(fresh.database.transaction(async (tx) => {
      await nextTicketNumber(tx, 'manufacturer');
      throw new Error('rolled back');
    })).rejects.toThrow('rolled back');
    expect(await fresh.database.transaction((tx) => nextTicketNumber(tx, 'manufacturer'))).toBe('MFR-1016');
    await expect(fresh.database.transaction((tx) => nextTicketNumber(tx, 'nowhere'))).rejects.toThrow(PortalUnknown);
  });
});

describe('a portal called house', () => {
  it('would have the audit of what belongs to no portal end by its times and read by its people: neither the schema nor the database takes it', async () => {
    expect(RESERVED_KEYS).toContain(HOUSE_CHAIN);
    const { yaml } = (await shippedProfiles()).find(({ key }) => key === 'chamber')!;
    expect(await importPortal.run(yaml.replace('key: chamber', 'key: house').replace('ticketPrefix: KAM', 'ticketPrefix: HOU'), operator)).toMatchObject({ allowed: false, refusal: 'portals.profile-invalid', problems: [{ path: 'key' }] });
    await expect(fresh.database.transaction((tx) => tx.execute(`insert into portal select 'house', created_at, profile, updated_at, last_ticket_number from portal where key = 'chamber'`))).rejects.toThrow(/portal_key_is_free/);
  });
});

describe('mailboxes', () => {
  const given: MailboxToSave = {
    portalKey: 'school', address: 'Hilfe@Schule.example', displayName: 'Hilfe', imapHost: '127.0.0.1', imapPort: 143, imapSecurity: 'none', imapUser: 'hilfe',
    imapPassword: new Secret('the imap password'), authservId: 'mx.schule.example',
  };

  it('keep their password sealed, and are changed by address', async () => {
    const id = await mailboxes.save(given);
    const mailbox = (await mailboxes.get(id))!;
    expect(mailbox).toMatchObject({ address: 'Hilfe@schule.example'.toLowerCase(), folder: 'INBOX', enabled: true, authservId: 'mx.schule.example' });
    expect(mailboxes.openPassword(mailbox).reveal()).toBe('the imap password');
    expect(JSON.stringify(await fresh.database.read((em) => em.execute('select * from mailbox')))).not.toContain('the imap password');

    expect(await mailboxes.save({ ...given, address: 'hilfe@schule.example', imapPassword: new Secret('another'), enabled: false })).toBe(id);
    expect(await mailboxes.forPortal('school')).toHaveLength(1);
    expect(mailboxes.openPassword((await mailboxes.all())[0]!).reveal()).toBe('another');
    expect(await mailboxes.forPortal('chamber')).toEqual([]);
  });

  it('never send their password unencrypted to another machine', async () => {
    await expect(mailboxes.save({ ...given, imapHost: 'imap.schule.example' })).rejects.toThrow(RangeError);
  });

  it('open no password that was moved to another mailbox', async () => {
    const other = (await mailboxes.get(await mailboxes.save({ ...given, address: 'zweite@schule.example' })))!;
    const first = (await mailboxes.all())[0]!;
    expect(() => mailboxes.openPassword(Object.assign(first, { imapPasswordSealed: other.imapPasswordSealed }))).toThrow();
  });
});
