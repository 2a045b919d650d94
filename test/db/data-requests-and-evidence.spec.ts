import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SignedIn } from '#agents';
import type { DataRequests } from '#contracts';
import { CreateBuiltinAccount } from '#directory';
import { canonicalAddress, hashToken, newId, Secret } from '#kernel';
import { DecideDataRequest } from '#privacy';
import type { AgentClient } from '../support/agent-client.js';
import { MailingApi } from '../support/mailing-api.js';

let desk: MailingApi;
let mara: AgentClient;

beforeAll(async () => {
  desk = await MailingApi.open();
  mara = await desk.api.agent('mara', ['agent']);
});
afterAll(() => desk.close());

/** Somebody else with the right of the second person, signed in with a second factor a moment ago. */
function approver(name: string): SignedIn {
  return {
    agentId: newId(), email: `${name}@desk.example`, displayName: name, code: name.slice(0, 2), roles: ['approver'], portals: [], locale: 'de', trained: true, strength: 'second-factor', sessionId: newId(), provedAt: new Date(),
    hasSecondFactor: true, hasApp: true, keys: 0, keyId: null, keyIsNeeded: false, mustUseKey: false, isEnrolling: false, mustEnrolSecondFactor: false, csrfHash: '',
  };
}

/** A pupil, and a request for a copy that came from an address which their account does not know. */
async function strangerAsks() {
  const address = `vera.${newId().slice(-6)}@post.example`;
  const second = `zweite-${address}`;
  const ref = await desk.api.get(CreateBuiltinAccount).run({
    portalKey: 'school', username: address.split('@')[0]!, givenName: 'Vera', familyName: 'Vogel', userType: 'pupil', state: 'active', addresses: [{ address }, { address: second, kind: 'second' }], phones: [], facts: {}, password: new Secret('ein langes altes Passwort'),
  });
  const mail = await desk.arrives(['Content-Type: text/plain; charset=utf-8'], 'Auskunft nach Art. 15 DSGVO bitte', { from: `Vera <eve.${newId().slice(-6)}@post.example>`, subject: 'Auskunft' });
  await desk.rows('update recovery_case set account_ref = ? where ticket_id = (select id from ticket where number = ?)', [ref, mail.number]);
  const { items } = await mara.get<DataRequests>('/api/v1/privacy/requests');
  const { id } = items.find(({ ticketNumber }) => ticketNumber === mail.number)!;
  return {
    address, second, ref, id,
    proved: (kind: string, detail: object = {}, by: string | null = null) => desk.rows(
      `insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, recorded_by_agent_id, detail)
       select ?, 'school', ?, c.id, ?, 'proved', clock_timestamp(), clock_timestamp() + interval '1 day', ?, ?::jsonb from recovery_case c join ticket t on t.id = c.ticket_id where t.number = ?`,
      [newId(), ref, kind, by, JSON.stringify(detail), mail.number]),
    propose: () => mara.post(`/api/v1/privacy/requests/${id}/proposal`, { decision: 'fulfil' }),
    // Times are compared by the millisecond, and what was proved in the same one would count.
    passwordChanges: () => desk.rows('update builtin_account set password_changed_at = clock_timestamp() from pg_sleep(0.005) where id = ?', [ref]),
    agrees: (agent: SignedIn) => desk.api.get(DecideDataRequest).run({ requestId: id, decision: 'approve', agent }),
  };
}

const DOUBTED = { code: 'privacy.identity-in-doubt', missing: ['authentic-mail'] };

describe('a request about one’s data rests on evidence as an action does (5.4, R78)', () => {
  it('not on what came over an address that is on file no longer, nor on what a password chosen in the portal outlived', async () => {
    const one = await strangerAsks();
    await one.proved('mailbox', { channel: hashToken('frueher@post.example') });
    expect(await mara.refusalOf(one.propose())).toMatchObject(DOUBTED);
    await one.proved('mailbox', { channel: hashToken(canonicalAddress(one.address)) });
    await one.passwordChanges();
    expect(await mara.refusalOf(one.propose())).toMatchObject(DOUBTED);
    await one.proved('mailbox', { channel: hashToken(canonicalAddress(one.address)) });
    await one.propose();
  });

  it('not on what one of the two who decide saw alone', async () => {
    const one = await strangerAsks();
    const [{ id: maraId }] = await desk.rows<{ id: string }>(`select id from agent where email = 'mara@desk.example'`) as [{ id: string }];
    const sven = approver('sven');
    await one.proved('in-person', {}, maraId);
    expect(await mara.refusalOf(one.propose())).toMatchObject(DOUBTED);
    await one.proved('in-person', {}, sven.agentId);
    await one.propose();
    expect(await one.agrees(sven)).toMatchObject({ refusal: 'privacy.identity-in-doubt' });
    expect(await one.agrees(approver('tara'))).toEqual({ allowed: true, state: 'done' });
  });

  it('not on what ended before the second person answers; what ran out by itself meanwhile counts on', async () => {
    const [changed, waited] = [await strangerAsks(), await strangerAsks()];
    for (const one of [changed, waited]) {
      await one.proved('mailbox', { channel: hashToken(canonicalAddress(one.address)) });
      await one.propose();
    }
    await changed.passwordChanges();
    expect(await changed.agrees(approver('sven'))).toMatchObject({ refusal: 'privacy.identity-in-doubt' });
    await desk.rows('update evidence set expires_at = clock_timestamp() where account_ref = ?', [waited.ref]);
    expect(await waited.agrees(approver('sven'))).toEqual({ allowed: true, state: 'done' });
  });

  it('and concerns the addresses that the second person saw: where those of the account are others by now, it is proposed anew', async () => {
    const one = await strangerAsks();
    await one.proved('mailbox', { channel: hashToken(canonicalAddress(one.address)) });
    await one.propose();
    await desk.rows('delete from builtin_address where account_id = ? and canonical = ?', [one.ref, canonicalAddress(one.second)]);
    expect(await one.agrees(approver('sven'))).toMatchObject({ refusal: 'privacy.scope-changed' });
    expect(await desk.api.get(DecideDataRequest).run({ requestId: one.id, decision: 'return', agent: approver('sven') })).toEqual({ allowed: true, state: 'open' });
    await one.propose();
    expect(await desk.rows('select scope from data_request where id = ?', [one.id])).toEqual([{ scope: { addresses: [canonicalAddress(one.address)], accountRefs: [one.ref] } }]);
    expect(await one.agrees(approver('sven'))).toEqual({ allowed: true, state: 'done' });
  });
});
