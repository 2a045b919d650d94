import { expect } from '@jest/globals';
import { DAY_MS, Sealer, Secret } from '#kernel';
import { SmsGateway } from '#outbound';
import { ImportPortal, PortalSecrets, shippedProfiles } from '#portals';
import type { EvidenceKind } from '#recovery';
import { tokenOf } from './recovery-world.js';
import { MemorySmsGateway } from './sms-gateway.js';
import { WaitingScene } from './waiting-scene.js';

export interface Told { readonly event: string; readonly mails: number; readonly phones: string; readonly letter: string }

/** A school with a gateway for text messages and a change that waits, anew for each spec file: its hooks are of that file. */
export function holdNotices() {
  const scene = new WaitingScene();
  let count = 0;
  /** Another one each time, for names that nobody had. */
  const serial = (): number => (count += 1);
  const gateway = new MemorySmsGateway();

  const get: typeof scene.world.get = (type) => scene.world.get(type);
  const numberOf = () => `+4930555${String(scene.count).padStart(4, '0')}`;
  const hasPost = (since = new Date('2020-01-01')) => scene.world.rows(`update builtin_account set postal_address = '["Anna Beispiel", "Hafenstraße 1", "20095 Hamburg"]'::jsonb, postal_address_since = ? where id = ? returning id`, [since, scene.anna.ref]);
  const hasPhoneSince = (since: Date) => scene.world.rows('update builtin_phone set since = ? where account_id = ? returning id', [since, scene.anna.ref]);
  const losesPhone = () => scene.world.rows('delete from builtin_phone where account_id = ? returning id', [scene.anna.ref]);
  const losesSecond = () => scene.world.rows(`delete from builtin_address where account_id = ? and kind = 'second' returning id`, [scene.anna.ref]);

  /** A code went to this number yesterday. */
  const hadCode = (to: string, caseId: string, ticketId: string) => scene.world.rows(
    `insert into recovery_grant (id, created_at, portal_key, account_ref, case_id, ticket_id, purpose, state, sent_to, channel_id, expires_at) values (gen_random_uuid(), ?, 'school', ?, ?, ?, 'sms-code', 'used', ?, 'phone-of-before', ?) returning id`,
    [new Date(scene.world.clock.now().getTime() - DAY_MS), scene.anna.ref, caseId, ticketId, to, scene.world.clock.now()]);

  const trail = async (ticketId: string, verb: string) => (await scene.world.rows<{ detail: Record<string, unknown> }>('select detail from ticket_event where ticket_id = ? and verb = ? order by id', [ticketId, verb])).map(({ detail }) => detail);
  const told = async (ticketId: string) => (await trail(ticketId, 'notice.told')).map(({ event, mails, phones, letter }) => ({ event, mails, phones, letter }) as Told);

  /** Every text message queued for a number, as only the phone gets to see it, oldest first. */
  async function texts(to: string): Promise<string[]> {
    const rows = await scene.world.rows<{ id: string; text_sealed: string | null }>('select id, text_sealed from sms_message where recipient = ? order by id', [to]);
    return rows.map(({ id, text_sealed }) => (text_sealed === null ? '' : get(Sealer).open(text_sealed, `sms:${id}`)));
  }
  const objectionIn = (text: string) => ({ token: tokenOf(/https:\S+/.exec(text)![0]), typedNumber: /\b\d{4}\b/.exec(text.replace(/\d\d:\d\d/g, ''))![0] });

  /** A change of the address that the old mailbox does not confirm, up to where the second person is asked. */
  async function asked(...kinds: EvidenceKind[]) {
    const { number, caseId, ticketId } = await scene.asksAPerson();
    const address = `neu${serial()}@frisch.example`;
    await scene.proved(caseId, ...(kinds.length > 0 ? kinds : ['call-back', 'second-address'] as const));
    await scene.newAddressSaysYes(number, address);
    const before = await scene.describeCase(ticketId);
    return { number, caseId, ticketId, address, before, actionId: await scene.doing(number, 'change-email', { channel: 'elsewhere' }) };
  }

  async function held() {
    const about = await asked();
    expect(await scene.approves(about.actionId)).toEqual({ allowed: true, state: 'held' });
    return about;
  }

  /** The school gets a gateway for text messages. For `beforeAll`. */
  async function hasGateway(): Promise<void> {
    const { yaml } = (await shippedProfiles()).find(({ key }) => key === 'school')!;
    expect(await get(ImportPortal).run(`${yaml}\nsms:\n  url: https://sms.example/rekey\n  sender: Hilfe\n`, { kind: 'operator' })).toMatchObject({ allowed: true });
    await get(PortalSecrets).set('school', 'sms', new Secret('a signing key of a gateway'), { kind: 'operator' });
    // The one call that leaves the house.
    get(SmsGateway).send = (sms) => gateway.send(sms);
  }

  /** What the last spec left behind. For `beforeEach`. */
  async function asBefore(): Promise<void> {
    Object.assign(gateway, { isAway: false, refuses: undefined });
    gateway.sent.length = 0;
    await hasPhoneSince(new Date('2020-01-01'));
  }
  return { scene, serial, gateway, get, numberOf, hasPost, hasPhoneSince, losesPhone, losesSecond, hadCode, trail, told, texts, objectionIn, asked, held, hasGateway, asBefore };
}
