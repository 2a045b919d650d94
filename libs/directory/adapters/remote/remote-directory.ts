import { randomBytes } from 'node:crypto';
import { parseAddress, Secret } from '#kernel';
import { DirectoryCannot, DirectoryRefused, DirectoryTaken } from '../../directory.faults.js';
import { Directory, type Account, type PasswordObjection } from '../../directory.js';
import { isOn, withReplaced, withSecond, type AddressList } from '../../domain/address-list.js';
import { isFinishedByUpkeep, settled, standingStop, withoutBegun, type Stop } from '../../domain/stops.js';
import type { DirectoryMemory, Note } from './directory-memory.js';
import { inTurn } from './in-turn.js';
import { LeftStops } from './left-stops.js';

/** Each of what Rekey froze costs one question. */
const MOST_LOOKED_AFTER = 50;

/**
 * What every directory that is not ours has in common: passwords that end although the directory knows no end, freezing
 * that goes back to what it was, operations that a dead caller can ask for. An adapter says how each step is done there.
 */
export abstract class RemoteDirectory extends Directory {
  /** Up to which of them `openedPastUs` came. */
  #lookedUntil = '';
  readonly #left: LeftStops;

  constructor(protected readonly memory: DirectoryMemory) {
    super();
    this.#left = new LeftStops(memory);
  }

  /**
   * Writes the password there, takes a lock by failed sign-ins away, ends sessions where it can. What is stopped stays
   * shut, also where a new password opens it there, and where a caller died before it could shut it again.
   */
  protected abstract writePassword(ref: string, password: Secret, given: { readonly mustChange: boolean; readonly isStopped: boolean }): Promise<void>;
  /** Whether this is the account's password now; false where nobody can tell. */
  protected abstract passwordIs(ref: string, password: Secret): Promise<boolean>;
  protected abstract setEnabled(ref: string, enabled: boolean): Promise<void>;
  /** Whether nobody gets in there, for whatever reason but a lock by failed sign-ins; undefined: there is no such account. */
  protected abstract isShut(ref: string): Promise<boolean | undefined>;
  /** @throws DirectoryRefused when there is no such account */
  protected abstract addressesAt(ref: string): Promise<AddressList>;
  /** All of it in one change, so that nobody who dies leaves an address twice or not at all. The main one counts as confirmed where it changed. */
  protected abstract writeAddresses(ref: string, list: AddressList): Promise<void>;
  /** Stable as long as the address is on file. */
  protected abstract addressIdOf(address: string): string;
  /** For good. An account that is there no more is no fault. */
  protected abstract removeAccount(ref: string): Promise<void>;

  async setPassword(ref: string, password: Secret, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'set-password', async () => {
      await this.existing(ref);
      await this.mayGetPassword(ref, { mustChange: false });
      await this.#write(ref, password, false);
      return { temporaryUntil: null };
    });
  }

  async setTemporaryPassword(ref: string, password: Secret, expiresAt: Date, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'set-temporary-password', async () => {
      await this.existing(ref);
      await this.mayGetPassword(ref, { mustChange: true });
      const isOver = expiresAt <= this.memory.now();
      await this.#write(ref, isOver ? unknownPassword() : password, true);
      const after = await this.existing(ref);
      // A password that need not be changed would be one that we know for ever (5.7 "read back").
      if (!after.mustChangePassword) {
        await this.#write(ref, unknownPassword(), true);
        throw new DirectoryRefused(`account ${ref} did not take "must change the password"`);
      }
      return { temporaryUntil: expiresAt, spentPasswordHashes: await this.memory.spending(await this.memory.noteOf(ref), password) };
    });
  }

  async scramble(ref: string, operationId: string): Promise<boolean> {
    let isTemporary = false;
    await this.memory.through(operationId, ref, 'scramble', async () => {
      const note = await this.memory.noteOf(ref);
      const account = await this.get(ref);
      isTemporary = account?.mustChangePassword === true && note.temporaryUntil !== null;
      if (isTemporary) await this.#write(ref, unknownPassword(), true);
    });
    return isTemporary;
  }

  /**
   * For `requirePasswordChange`. A temporary password that is out stays one, or it would never end. What is none any more
   * is forgotten first: asked again after a crash, the mark shows already, and the person's own one would count as temporary.
   */
  protected async requireChangeOnce(ref: string, operationId: string, require: () => Promise<void>): Promise<void> {
    const { mustChangePassword } = await this.existing(ref);
    await this.mayGetPassword(ref, { mustChange: true });
    if (!mustChangePassword) await this.memory.through(`${operationId}:before`, ref, 'before-require-password-change', () => Promise.resolve({ temporaryUntil: null }));
    await this.memory.through(operationId, ref, 'require-password-change', require);
  }

  async objectionsTo(ref: string, password: Secret): Promise<readonly PasswordObjection[]> {
    const isOld = (await this.memory.isSpent(await this.memory.noteOf(ref), password)) || (await this.passwordIs(ref, password));
    return isOld ? ['reused'] : [];
  }

  async freeze(ref: string, operationId: string): Promise<void> {
    await this.#stop(ref, 'frozen', operationId);
  }

  async unfreeze(ref: string, operationId: string): Promise<void> {
    await this.#goOn(ref, 'frozen', operationId);
  }

  override async disable(ref: string, operationId: string): Promise<void> {
    await this.#stop(ref, 'disabled', operationId);
  }

  override async enable(ref: string, operationId: string): Promise<void> {
    await this.#goOn(ref, 'disabled', operationId);
  }

  override async giveUpDisabling(ref: string): Promise<void> {
    let stopped: Note['stopped'];
    // Until nobody has written another word on it in between.
    do ({ stopped } = await this.memory.noteOf(ref));
    while (stopped && withoutBegun(stopped) !== stopped && !(await this.memory.restop(ref, stopped, withoutBegun(stopped))));
  }

  override async changeAddress(ref: string, { replaces, address }: { readonly replaces: string; readonly address: string }, operationId: string): Promise<void> {
    const given = addressFrom(address);
    await this.memory.through(operationId, ref, 'change-address', async () => {
      const present = await this.addressesAt(ref);
      await this.#mustBeFree(ref, given);
      const next = withReplaced(present, (one) => this.addressIdOf(one) === replaces, given);
      // On file by the same operation, before somebody died, is fine.
      if (!next && !isOn(present, given)) throw new DirectoryRefused(`account ${ref} has no address ${replaces}`);
      if (next) await this.writeAddresses(ref, next);
      await this.signOut(ref);
      return this.#confirmed(ref, this.addressIdOf(given));
    });
  }

  override async addAddress(ref: string, { address, confirmed }: { readonly address: string; readonly confirmed: boolean }, operationId: string): Promise<void> {
    if (!this.abilities.secondAddresses) return super.addAddress(ref, { address, confirmed }, operationId);
    const given = addressFrom(address);
    const id = this.addressIdOf(given);
    // Remembered first: nobody may take it for a confirmed one meanwhile.
    if (!confirmed) await this.memory.through(`${operationId}:before`, ref, 'before-add-address', async () => ({ unconfirmed: [...new Set([...((await this.memory.noteOf(ref)).unconfirmed ?? []), id])] }));
    await this.memory.through(operationId, ref, 'add-address', async () => {
      const present = await this.addressesAt(ref);
      await this.#mustBeFree(ref, given);
      if (!isOn(present, given)) await this.writeAddresses(ref, withSecond(present, given));
      return confirmed ? this.#confirmed(ref, id) : undefined;
    });
  }

  override async confirmAddress(ref: string, addressId: string, operationId: string): Promise<void> {
    // Of the main address also where there are no others: an activation by link proves it.
    if (!this.abilities.secondAddresses && !this.abilities.activate) return super.confirmAddress(ref, addressId, operationId);
    await this.memory.through(operationId, ref, 'confirm-address', async () => {
      const { main, seconds } = await this.addressesAt(ref);
      const isIt = (one: string): boolean => this.addressIdOf(one) === addressId;
      if (main !== undefined && isIt(main)) await this.confirmMain(ref);
      else if (!seconds.some(isIt)) throw new DirectoryRefused(`account ${ref} has no address ${addressId}`);
      return this.#confirmed(ref, addressId);
    });
  }

  override async removeAddress(ref: string, addressId: string, operationId: string): Promise<void> {
    if (!this.abilities.secondAddresses) return super.removeAddress(ref, addressId, operationId);
    await this.memory.through(operationId, ref, 'remove-address', async () => {
      const { main, seconds } = await this.addressesAt(ref);
      if (main !== undefined && this.addressIdOf(main) === addressId) throw new DirectoryRefused('the main address cannot be taken away');
      const left = seconds.filter((one) => this.addressIdOf(one) !== addressId);
      if (left.length < seconds.length) await this.writeAddresses(ref, { main, seconds: left });
      return this.#confirmed(ref, addressId);
    });
  }

  override async deleteAccount(ref: string, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'delete', async () => {
      const account = await this.get(ref);
      if (account && account.state !== 'disabled') throw new DirectoryRefused('only what is disabled is deleted');
      if (account) await this.removeAccount(ref);
    });
  }

  happened(operationId: string): Promise<boolean> {
    return this.memory.happened(operationId);
  }

  /**
   * Nobody gets in; what it was before is remembered first, so that a crash in between loses nothing: upkeep, or whoever
   * stops it next, goes on from there. What the directory refuses to shut is not remembered as shut.
   */
  async #stop(ref: string, as: Stop['as'], operationId: string): Promise<void> {
    const stopped = await this.stopOf(ref);
    const noted = (await this.memory.noteOf(ref)).stopped;
    if (stopped?.as !== as) {
      const before = beforeOf(await this.existing(ref), stopped, await this.isShutByDate(ref));
      await this.memory.through(`${operationId}:before`, ref, `before-${as}`, () => Promise.resolve({ stopped: { as, before, isUnderWay: true } }));
    }
    await this.memory.through(operationId, ref, as, async () => {
      try {
        await this.setEnabled(ref, false);
      } catch (error) {
        if (error instanceof DirectoryRefused) await this.#takeBack(ref, as, { stopped, noted }, operationId);
        throw error;
      }
      await this.#settle(ref);
      await this.signOut(ref);
    });
  }

  /** To what was remembered before. Of an older stop that a caller died in only what shows stays. */
  async #takeBack(ref: string, as: Stop['as'], { stopped, noted }: { readonly stopped: Stop | null; readonly noted: Note['stopped'] }, operationId: string): Promise<void> {
    if (stopped?.as === as && (await this.existing(ref)).state === as) return;
    const under = stopped?.as === as ? stopped.before : noted;
    await this.memory.through(`${operationId}:refused`, ref, `not-${as}`, () => Promise.resolve({ stopped: typeof under === 'string' ? null : under }));
  }

  /** Takes back only the last stop: what was frozen before it was disabled stays frozen when it is enabled. What was disabled before it was frozen stays frozen as well, and comes out of it enabled. */
  async #goOn(ref: string, as: Stop['as'], operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, `no-longer-${as}`, async () => {
      await this.existing(ref);
      while (!(await this.#takeOff(ref, as)));
    });
  }

  /** False: somebody wrote another word on the stop meanwhile, and may have shut the account again. */
  async #takeOff(ref: string, as: Stop['as']): Promise<boolean> {
    const isKept = (await this.stopOf(ref)) !== null;
    const { stopped } = await this.memory.noteOf(ref);
    if (!stopped) return true;
    if (stopped.as !== as) {
      const enabled = as === 'disabled' ? enabledUnder(stopped) : undefined;
      return enabled === undefined || this.memory.restop(ref, stopped, enabled);
    }
    if (isKept !== (standingStop({ stopped }) !== null)) return false;
    const { before } = stopped;
    // What somebody has opened over there, or shut anew since, is theirs.
    if (isKept) await this.setEnabled(ref, typeof before === 'string' && this.isEnabledAs(before));
    return this.memory.restop(ref, stopped, isKept && typeof before !== 'string' ? before : null);
  }

  /** Lets in by a decision about a registration. Somebody may stop the account at the same moment: then it stays shut. */
  protected async letIn(ref: string, open: () => Promise<void>): Promise<void> {
    await this.#mustNotBeStopped(ref);
    await open();
    if (standingStop(await this.memory.noteOf(ref))) await this.setEnabled(ref, false);
  }

  /**
   * A decision about a registration. Whether it may be decided is asked once: repeated after a crash, the decision may
   * show already.
   */
  protected async decideOnce(ref: string, kind: string, operationId: string, mayDecide: () => Promise<void>, work: () => Promise<Partial<Note> | void>): Promise<void> {
    if (!this.abilities.registrations) throw new DirectoryCannot('registrations');
    if (!(await this.happened(`${operationId}:before`))) {
      await this.memory.through(`${operationId}:before`, ref, `before-${kind}`, async () => {
        await this.#mustNotBeStopped(ref);
        await mayDecide();
      });
    }
    await this.memory.through(operationId, ref, kind, work);
  }

  async #mustNotBeStopped(ref: string): Promise<void> {
    const stopped = await this.stopOf(ref);
    if (stopped) throw new DirectoryRefused(`account ${ref} is ${stopped.as}`);
  }

  /**
   * A new password may open for a moment what is stopped: whoever dies then has left the stop under way, and it is kept.
   * Whoever comes through settles it, also where somebody died before: else nobody would hear when it is opened over there.
   */
  async #write(ref: string, password: Secret, mustChange: boolean): Promise<void> {
    const stopped = await this.stopOf(ref);
    // Whoever began to disable it may have given that up: an account that is open then stays open.
    if (!stopped || (stopped.isUnderWay && !isFinishedByUpkeep(stopped) && (await this.isShut(ref)) === false)) return this.writePassword(ref, password, { mustChange, isStopped: false });
    const underWay: Stop = stopped.isUnderWay ? stopped : { ...stopped, isUnderWay: true, wasShut: true };
    if (!stopped.isUnderWay) await this.memory.restop(ref, stopped, underWay);
    // Of one that was under way already only the directory knows whether it was ever done.
    const isOpen = async (): Promise<boolean> => stopped.isUnderWay === true && (await this.isShut(ref)) !== true;
    await this.writePassword(ref, password, { mustChange, isStopped: true }).catch(async (error: unknown) => {
      if (error instanceof DirectoryRefused && !(await isOpen())) await this.memory.restop(ref, underWay, settled(stopped));
      throw error;
    });
    if ((await isOpen()) && standingStop(await this.memory.noteOf(ref))) await this.setEnabled(ref, false);
    await this.memory.restop(ref, underWay, settled(stopped));
  }

  /**
   * The stop that the directory keeps, or that somebody has begun. One that was done, of an account that is open now, was
   * taken back over there: it is noted as that, so that it never shuts or opens anything again. The note is read before
   * the account: who stops it in between has not been looked at yet.
   */
  protected async stopOf(ref: string): Promise<Stop | null> {
    const stopped = standingStop(await this.memory.noteOf(ref));
    if (!stopped || stopped.isUnderWay || (await this.isShut(ref)) !== false) return stopped;
    return (await this.memory.restop(ref, stopped, { ...stopped, openedAt: this.memory.now().toISOString() })) ? null : this.stopOf(ref);
  }

  async #settle(ref: string): Promise<void> {
    const { stopped } = await this.memory.noteOf(ref);
    if (stopped?.isUnderWay) await this.memory.restop(ref, stopped, settled(stopped));
  }

  override async openedPastUs(): Promise<readonly Account[]> {
    await this.#left.finish((ref, stopped) => this.#finishStop(ref, stopped));
    const refs = await this.memory.frozen({ after: this.#lookedUntil, limit: MOST_LOOKED_AFTER, isOpened: false });
    this.#lookedUntil = refs.length < MOST_LOOKED_AFTER ? '' : refs.at(-1)!;
    await inTurn(refs, (ref) => this.stopOf(ref));
    // All of them: whoever is not named any more counts as settled.
    const opened = await inTurn(await this.memory.frozen({ isOpened: true }), (ref) => this.get(ref));
    return opened.filter((account) => account?.shouldBeFrozen === true) as Account[];
  }

  /** What the directory will not shut counts as opened over there, so that somebody is called. */
  async #finishStop(ref: string, stopped: Stop): Promise<void> {
    const wasOpen = (await this.isShut(ref)) === false;
    try {
      if (wasOpen) await this.setEnabled(ref, false);
    } catch (error) {
      if (!(error instanceof DirectoryRefused)) throw error;
    }
    const isStill = await this.memory.restop(ref, stopped, settled(stopped));
    if (isStill && wasOpen) await this.signOut(ref);
    // Two people let the person in at this very moment.
    if (!isStill && wasOpen && !standingStop(await this.memory.noteOf(ref))) await this.setEnabled(ref, typeof stopped.before === 'string' && this.isEnabledAs(stopped.before));
  }

  async #mustBeFree(ref: string, address: string): Promise<void> {
    if ((await this.find({ address })).some((account) => account.ref !== ref)) throw new DirectoryTaken('address');
  }

  async #confirmed(ref: string, addressId: string): Promise<Partial<Note>> {
    const left = ((await this.memory.noteOf(ref)).unconfirmed ?? []).filter((one) => one !== addressId);
    return { unconfirmed: left.length === 0 ? null : left };
  }

  /** Where the directory keeps apart whether the main address was confirmed. */
  protected async confirmMain(_ref: string): Promise<void> {
    // Most directories do not.
  }

  /** Whether an account in this state is switched on there; some keep apart whether it was ever confirmed. */
  protected isEnabledAs(state: Account['state']): boolean {
    return state === 'active';
  }

  /** Only because its time is over or has not come: nobody switched it off, and nothing else may keep it shut when that changes. */
  protected isShutByDate(_ref: string): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** @throws DirectoryRefused where this account must not get a password, or not one that has to be changed; asked before anything is written */
  protected async mayGetPassword(_ref: string, _given: { readonly mustChange: boolean }): Promise<void> {
    // Most directories make no difference between accounts.
  }

  /** Ends sessions, where the directory knows any; for an account that is stopped, or reached by another address. */
  protected async signOut(_ref: string): Promise<void> {
    // Most directories have none.
  }

  /** @throws DirectoryRefused when there is no such account */
  protected async existing(ref: string): Promise<Account> {
    const account = await this.get(ref);
    if (!account) throw new DirectoryRefused(`there is no account ${ref}`);
    return account;
  }
}

/** What a stop goes back to. A registration that waits for an office is kept out by its portal, and stays so. One that we remember counts only while it shows: somebody may have switched the account on over there. */
function beforeOf({ state }: Account, stopped: Note['stopped'], isShutByDate: boolean): Stop['before'] {
  if (stopped?.as === state) return stopped;
  if (state === 'disabled' && isShutByDate) return 'active';
  if (state === 'registration-locked') return 'disabled';
  return state === 'disabled' || state === 'pending-activation' ? state : 'active';
}

/** The disabling that lies under a freeze is taken back: the freeze goes back to what was before both. */
function enabledUnder(stopped: Stop): Stop | undefined {
  if (stopped.as !== 'frozen' || typeof stopped.before === 'string' || stopped.before.as !== 'disabled') return undefined;
  return { as: 'frozen', before: stopped.before.before };
}

/** @throws DirectoryRefused unless it is one address and nothing else (T5) */
function addressFrom(text: string): string {
  const address = parseAddress(text);
  if (!address) throw new DirectoryRefused('that is not an address');
  return address;
}

/** A password that nobody has ever seen; satisfies what directories ask of classes. */
export function unknownPassword(): Secret {
  return new Secret(`${randomBytes(32).toString('base64url')}aA1!`);
}
