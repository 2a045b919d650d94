import { Secret, type Clock, SIGNATURE_HEADER, signCall } from '#kernel';
import type { SettingsOf } from '#portals';
import type { z } from 'zod';
import { DirectoryCannot, DirectoryPasswordRefused, DirectoryRefused, DirectoryTaken, DirectoryUnreachable } from '../../directory.faults.js';
import { abilitiesOf, Directory, DIRECTORY_ABILITIES, type Account, type AccountPage, type AccountQuery, type DirectoryAbilities, type DirectoryAbility, type FactName, type ProfileChanges } from '../../directory.js';
import { asTyped } from '../as-typed.js';
import { callJson } from '../http/json-call.js';
import { WIRE_ANSWERS, WireError } from './wire.js';

interface WebhookParts {
  readonly portalKey: string;
  readonly settings: SettingsOf<'webhook'>;
  readonly secrets: { of(portalKey: string, settings: SettingsOf<'webhook'>): Promise<Secret | undefined> };
  readonly clock: Clock;
}

type Given = Readonly<Record<string, unknown>>;
type AnswerOf<Name extends keyof typeof WIRE_ANSWERS> = z.output<(typeof WIRE_ANSWERS)[Name]>;

/**
 * A home-grown portal that answers signed HTTP calls: one POST per operation, see WEBHOOK.md. The portal keeps its own
 * state, operation ids included, so everything is passed on as it is.
 */
export class WebhookDirectory extends Directory {
  readonly abilities: DirectoryAbilities;

  constructor(private readonly parts: WebhookParts) {
    super();
    // `checkSignIn` follows from the two that this protocol has.
    const known = parts.settings.abilities.filter((word): word is DirectoryAbility => word !== 'checkSignIn' && (DIRECTORY_ABILITIES as readonly string[]).includes(word));
    this.abilities = abilitiesOf(...known);
  }

  async find(query: AccountQuery): Promise<Account[]> {
    return Object.keys(query).length === 0 ? [] : this.#ask('find', { query });
  }
  async get(ref: string): Promise<Account | undefined> {
    return (await this.#ask('get', { ref })) ?? undefined;
  }
  compareFacts(ref: string, facts: Partial<Record<FactName, string>>) {
    return this.#ask('compareFacts', { ref, facts });
  }
  setPassword(ref: string, password: Secret, operationId: string): Promise<void> {
    return this.#change('setPassword', { ref, password: asTyped(password) }, operationId);
  }
  setTemporaryPassword(ref: string, password: Secret, expiresAt: Date, operationId: string): Promise<void> {
    return this.#able('temporaryPassword', 'setTemporaryPassword', { ref, password: asTyped(password), expiresAt: expiresAt.toISOString() }, operationId);
  }
  /** A portal that answers with nothing has seen to it: it alone knows whether the password was temporary. */
  scramble(ref: string, operationId: string): Promise<boolean> {
    return this.#asked('temporaryPassword', 'scramble', { ref, operationId });
  }
  unlock(ref: string, operationId: string): Promise<void> {
    return this.#able('unlock', 'unlock', { ref }, operationId);
  }
  activate(ref: string, operationId: string): Promise<void> {
    return this.#able('activate', 'activate', { ref }, operationId);
  }
  freeze(ref: string, operationId: string): Promise<void> {
    return this.#change('freeze', { ref }, operationId);
  }
  unfreeze(ref: string, operationId: string): Promise<void> {
    return this.#change('unfreeze', { ref }, operationId);
  }
  happened(operationId: string): Promise<boolean> {
    return this.#ask('happened', { operationId });
  }
  objectionsTo(ref: string, password: Secret) {
    return this.#ask('objectionsTo', { ref, password: asTyped(password) });
  }

  override requirePasswordChange(ref: string, operationId: string): Promise<void> {
    return this.#able('requirePasswordChange', 'requirePasswordChange', { ref }, operationId);
  }
  override endSessions(ref: string, operationId: string): Promise<void> {
    return this.#able('endSessions', 'endSessions', { ref }, operationId);
  }
  override changeAddress(ref: string, { replaces, address }: { readonly replaces: string; readonly address: string }, operationId: string): Promise<void> {
    return this.#able('changeAddress', 'changeAddress', { ref, replaces, address }, operationId);
  }
  override addAddress(ref: string, { address, confirmed }: { readonly address: string; readonly confirmed: boolean }, operationId: string): Promise<void> {
    return this.#able('secondAddresses', 'addAddress', { ref, address, confirmed }, operationId);
  }
  override confirmAddress(ref: string, addressId: string, operationId: string): Promise<void> {
    return this.#able('secondAddresses', 'confirmAddress', { ref, addressId }, operationId);
  }
  override removeAddress(ref: string, addressId: string, operationId: string): Promise<void> {
    return this.#able('secondAddresses', 'removeAddress', { ref, addressId }, operationId);
  }
  override changeUsername(ref: string, username: string, operationId: string): Promise<void> {
    return this.#able('changeUsername', 'changeUsername', { ref, username }, operationId);
  }
  override updateProfile(ref: string, changes: ProfileChanges, operationId: string): Promise<void> {
    return this.#able('updateProfile', 'updateProfile', { ref, changes }, operationId);
  }
  override releaseRegistration(ref: string, released: { readonly data: ProfileChanges; readonly username?: string | undefined }, operationId: string): Promise<void> {
    return this.#able('registrations', 'releaseRegistration', { ref, ...released }, operationId);
  }
  override approveRegistration(ref: string, operationId: string): Promise<void> {
    return this.#able('registrations', 'approveRegistration', { ref }, operationId);
  }
  override refuseRegistration(ref: string, operationId: string): Promise<void> {
    return this.#able('registrations', 'refuseRegistration', { ref }, operationId);
  }
  override waitingRegistrations() {
    return this.#asked('waitingRegistrations', 'waitingRegistrations', {});
  }
  override checkEntitlements(ref: string) {
    return this.#asked('entitlements', 'checkEntitlements', { ref });
  }
  override setPin(ref: string, area: string, pin: Secret, operationId: string): Promise<void> {
    return this.#able('pinAreas', 'setPin', { ref, area, pin: pin.reveal() }, operationId);
  }
  override unlockPinArea(ref: string, area: string, operationId: string): Promise<void> {
    return this.#able('pinAreas', 'unlockPinArea', { ref, area }, operationId);
  }
  override resetSecondFactor(ref: string, operationId: string): Promise<void> {
    return this.#able('resetSecondFactor', 'resetSecondFactor', { ref }, operationId);
  }
  override verifySecondFactor(ref: string, { kind, code }: { readonly kind: 'totp' | 'recovery-code'; readonly code: Secret }, operationId: string): Promise<boolean> {
    return this.#asked('checkSecondFactor', 'verifySecondFactor', { ref, kind, code: code.reveal(), operationId });
  }
  override verifyPassword(ref: string, password: Secret): Promise<boolean> {
    return this.#asked('checkPassword', 'verifyPassword', { ref, password: asTyped(password) });
  }
  override mergeAccounts(from: string, into: string, operationId: string): Promise<void> {
    return this.#able('mergeAccounts', 'mergeAccounts', { from, into }, operationId);
  }
  override disable(ref: string, operationId: string): Promise<void> {
    return this.#able('deleteAccount', 'disable', { ref }, operationId);
  }
  override enable(ref: string, operationId: string): Promise<void> {
    return this.#able('deleteAccount', 'enable', { ref }, operationId);
  }
  override deleteAccount(ref: string, operationId: string): Promise<void> {
    return this.#able('deleteAccount', 'deleteAccount', { ref }, operationId);
  }
  override list(query: { readonly group?: string | undefined; readonly after?: string | undefined; readonly limit: number }): Promise<AccountPage> {
    return this.#asked('list', 'list', query);
  }
  override mayVouchFor(ref: string) {
    return this.#asked('vouchers', 'mayVouchFor', { ref });
  }
  override async postalAddress(ref: string) {
    return (await this.#asked('letters', 'postalAddress', { ref })) ?? undefined;
  }

  async #able(ability: DirectoryAbility, operation: string, given: Given, operationId: string): Promise<void> {
    if (!this.abilities[ability]) throw new DirectoryCannot(ability);
    await this.#change(operation, given, operationId);
  }

  async #asked<Name extends keyof typeof WIRE_ANSWERS>(ability: DirectoryAbility, operation: Name, given: Given): Promise<AnswerOf<Name>> {
    if (!this.abilities[ability]) throw new DirectoryCannot(ability);
    return this.#ask(operation, given);
  }

  async #change(operation: string, given: Given, operationId: string): Promise<void> {
    await this.#call(operation, { ...given, operationId });
  }

  async #ask<Name extends keyof typeof WIRE_ANSWERS>(operation: Name, given: Given): Promise<AnswerOf<Name>> {
    const answer = WIRE_ANSWERS[operation].safeParse(await this.#call(operation, given));
    if (answer.success) return answer.data as AnswerOf<Name>;
    const [issue] = answer.error.issues;
    throw new DirectoryRefused(`the portal's server answered ${operation} with something else: ${issue?.path.join('.')} ${issue?.message}`);
  }

  async #call(operation: string, given: Given): Promise<unknown> {
    const { portalKey, settings, secrets, clock } = this.parts;
    const key = await secrets.of(portalKey, settings);
    if (!key) throw new DirectoryUnreachable(`no signing key was set for ${portalKey}: rekey directory secret ${portalKey}`);
    const body = JSON.stringify({ version: 1, operation, ...given });
    const { status, body: answer } = await callJson({
      url: settings.url, method: 'POST', body, timeoutMs: settings.timeoutSeconds * 1_000,
      headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signCall(key, body, clock.now()) },
    });
    // Done is what says so itself: a page in front of the portal answers 200 as well.
    if (status >= 200 && status < 300) {
      if (status === 200 && typeof answer === 'object' && answer !== null && Object.hasOwn(answer, 'result')) return (answer as { result: unknown }).result;
      throw new DirectoryUnreachable(`${operation}: the portal's server answered ${status} without a result`);
    }
    // Nothing is wrong with what was asked: we have no right to ask, or no longer.
    if (status === 401 || status === 403) throw new DirectoryUnreachable(`the portal's server does not take our signature, or gives us no right (${status}): check the signing key`);
    // What stands in front of the portal answers too, and in no JSON: that is no word about the account.
    if (answer === undefined && status >= 400) throw new DirectoryUnreachable(`${operation}: ${status}, and not as the portal's server answers`);
    const said = WireError.safeParse(answer);
    if (said.success && said.data.error === 'taken') throw new DirectoryTaken(said.data.what === 'username' ? 'username' : 'address');
    if (said.success && said.data.error === 'refused' && said.data.what === 'password') throw new DirectoryPasswordRefused(operation);
    if (said.success && said.data.error === 'cannot') throw new DirectoryCannot(operation);
    throw new DirectoryRefused(`${operation}: ${said.success ? (said.data.what ?? said.data.error) : `HTTP ${status}`}`);
  }
}
