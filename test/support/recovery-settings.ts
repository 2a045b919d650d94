import { CreateBuiltinAccount, type BuiltinAccountToCreate } from '#directory';
import { newId, Secret } from '#kernel';
import type { ActionParameters, ActionType, Channel, RequestActionAnswer } from '#recovery';
import type { WaitingScene } from './waiting-scene.js';

export interface Setting {
  readonly type: ActionType;
  readonly account?: Partial<BuiltinAccountToCreate>;
  readonly proved: readonly ('mailbox' | 'call-back' | 'video' | 'letter')[];
  readonly newAddress?: true;
  /** A second account of the same person, proved as well. */
  readonly other?: Partial<BuiltinAccountToCreate>;
  readonly parameters?: ActionParameters;
  readonly channel?: Channel;
  readonly secondPerson?: true;
  readonly hours?: number;
  /** What the directory was asked, and what the account looks like afterwards; no call: mail only. */
  readonly call?: string;
  readonly after: object;
}

const REGISTRATION = { corrections: [{ field: 'familyName', onFile: 'Beispiel', given: 'Musterfrau' }] } as const;

/** Each action that changes the directory, in the state in which it is meant. */
export const SETTINGS: readonly Setting[] = [
  { type: 'confirm-registration', account: { state: 'pending-activation', registration: { waitsFor: 'confirmation' } }, proved: ['call-back'], call: 'activate', after: { state: 'active', registration: null } },
  { type: 'approve-registration', account: { state: 'registration-locked', registration: { waitsFor: 'approval', claims: { serialNumber: 'QX417B' } } }, proved: ['call-back'], secondPerson: true, call: 'approveRegistration', after: { state: 'active' } },
  { type: 'refuse-registration', account: { state: 'registration-locked', registration: { waitsFor: 'approval' } }, proved: [], parameters: { reason: 'Die Seriennummer gehört zu einem anderen Betrieb.' }, secondPerson: true, call: 'refuseRegistration', after: { state: 'disabled' } },
  { type: 'release-registration-data', account: { state: 'registration-locked', registration: { waitsFor: 'data-release', ...REGISTRATION } }, proved: [], secondPerson: true, call: 'releaseRegistration', after: { state: 'pending-activation', displayName: 'Anna Musterfrau' } },
  { type: 'assign-username', account: { state: 'pending-activation', registration: { waitsFor: 'confirmation' } }, proved: [], parameters: { username: 'ganz.anders' }, secondPerson: true, call: 'changeUsername', after: { username: /^ganz\.anders/ } },
  { type: 'change-email', proved: ['mailbox'], newAddress: true, call: 'changeAddress', after: {} },
  { type: 'add-second-address', proved: ['mailbox'], newAddress: true, call: 'addAddress', after: {} },
  { type: 'update-profile', proved: ['mailbox'], parameters: { profile: { familyName: 'Neuname' } }, call: 'updateProfile', after: { displayName: 'Anna Neuname' } },
  { type: 'issue-pin', account: { pinAreas: [{ area: 'betrieb', state: 'no-pin' }], postalAddress: { lines: ['Anna Beispiel', 'Am Kai 7', '20095 Hamburg'] } }, proved: ['mailbox'], call: 'setPin', after: { pinAreas: [{ area: 'betrieb', state: 'closed' }] } },
  { type: 'unlock-pin-area', account: { pinAreas: [{ area: 'betrieb', state: 'blocked', pin: new Secret('12345678') }] }, proved: ['mailbox'], call: 'unlockPinArea', after: { pinAreas: [{ area: 'betrieb', state: 'closed' }] } },
  { type: 'reset-second-factor', account: { totpSecret: new Secret('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP') }, proved: ['letter', 'video'], channel: 'elsewhere', secondPerson: true, hours: 25, call: 'resetSecondFactor', after: { hasSecondFactor: false } },
  { type: 'delete-account', proved: ['mailbox'], call: 'disable', after: { state: 'disabled' } },
  { type: 'send-initial-credentials', proved: ['mailbox'], call: 'setTemporaryPassword', after: { mustChangePassword: true } },
];

/** The rest of the heart. */
export const MORE_SETTINGS: readonly Setting[] = [
  { type: 'send-recovery-link', proved: [], after: { state: 'active', mustChangePassword: false } },
  { type: 'resend-activation', account: { state: 'pending-activation', registration: { waitsFor: 'confirmation' } }, proved: [], after: { state: 'pending-activation' } },
  { type: 'tell-username', proved: [], after: { state: 'active' } },
  { type: 'issue-temporary-password', proved: ['mailbox'], call: 'setTemporaryPassword', after: { mustChangePassword: true } },
  { type: 'unlock', account: { state: 'locked' }, proved: ['mailbox'], call: 'unlock', after: { state: 'active' } },
  { type: 'merge-accounts', proved: ['mailbox'], other: {}, call: 'mergeAccounts', after: { state: 'active' } },
  { type: 'migrate-account', proved: ['mailbox'], other: { legacy: true }, call: 'mergeAccounts', after: { state: 'active' } },
  { type: 'freeze', proved: [], call: 'freeze', after: { state: 'frozen' } },
  { type: 'unfreeze', account: { state: 'frozen' }, proved: ['letter', 'video'], secondPerson: true, call: 'unfreeze', after: { state: 'active' } },
];

export interface Begun {
  readonly number: string;
  readonly newAddress: string;
  /** Everybody who may hear of it. */
  readonly addresses: readonly string[];
  readonly otherRef: string | undefined;
  start(): Promise<RequestActionAnswer>;
}

let count = 0;

/** Somebody of their own for each, with two addresses, and a ticket about them on which everything was proved that is needed. */
export async function begun(scene: WaitingScene, setting: Setting): Promise<Begun> {
  count += 1;
  await scene.world.get(CreateBuiltinAccount).entitle('school', [{ name: 'serialNumber', value: 'QX417B' }]);
  const [username, address, second, older] = [`eva${count}`, `eva${count}@post.example`, `eva${count}@zweitpost.example`, `eva${count}@alt.example`];
  const number = `KD-${1_000 + count}`;
  const otherRef = setting.other && (await scene.world.person({ username: `alt.${username}`, addresses: [{ address: older }], facts: { customerNumber: number }, password: undefined, ...setting.other }));
  const ref = await scene.world.person({ username, addresses: [{ address }, { address: second, kind: 'second' }], password: undefined, ...setting.account });
  Object.assign(scene.anna, { ref, username, address, second });
  const ticket = otherRef === undefined ? await scene.asksAPerson()
    : await scene.world.writes(address, { fields: { customerNumber: number }, recognition: { instant: { allowed: false, because: ['several-problems'] } } });
  const newAddress = `neu${count}@frisch.example`;
  if (setting.newAddress) await scene.newAddressSaysYes(ticket.number, newAddress, setting.type === 'change-email' ? 'main' : 'second');
  await scene.proved(ticket.caseId, ...setting.proved);
  const now = scene.world.clock.now();
  if (otherRef !== undefined) {
    await scene.world.rows(`insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, detail) values (?, 'school', ?, ?, 'call-back', 'proved', ?, ?, '{}') returning id`,
      [newId(), otherRef, ticket.caseId, now, new Date(now.getTime() + 24 * 3_600_000)]);
  }
  const parameters = otherRef !== undefined ? { otherRef } : setting.parameters?.username ? { username: `${setting.parameters.username}${count}` } : setting.parameters;
  return {
    number: ticket.number, newAddress, otherRef, addresses: [address, second, ...(setting.newAddress ? [newAddress] : []), ...(otherRef === undefined ? [] : [older])],
    start: () => scene.does(ticket.number, setting.type, { ...(setting.channel && { channel: setting.channel }), ...(parameters && { parameters }), idempotencyKey: `key of ${ticket.number}` }),
  };
}

/** `after` of a setting as a matcher: an expression fits a text. */
export function looksLike(after: object, expect: { stringMatching(fits: RegExp): unknown }): object {
  return Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value instanceof RegExp ? expect.stringMatching(value) : value]));
}
