import { randomBytes } from 'node:crypto';
import { Secret } from '#kernel';
import { DirectoryRefused } from '../../directory.faults.js';
import { Directory, type Account, type PasswordObjection } from '../../directory.js';
import type { Stop } from '../../store/directory-note.entity.js';
import type { DirectoryMemory, Note } from './directory-memory.js';

/**
 * What every directory that is not ours has in common: passwords that end although the directory knows no end, freezing
 * that goes back to what it was, operations that a dead caller can ask for. An adapter says how each step is done there.
 */
export abstract class RemoteDirectory extends Directory {
  constructor(protected readonly memory: DirectoryMemory) {
    super();
  }

  /** Writes the password there, takes a lock by failed sign-ins away, ends sessions where it can. */
  protected abstract writePassword(ref: string, password: Secret, mustChange: boolean): Promise<void>;
  /** Whether this is the account's password now; false where nobody can tell. */
  protected abstract passwordIs(ref: string, password: Secret): Promise<boolean>;
  protected abstract setEnabled(ref: string, enabled: boolean): Promise<void>;
  /** For good. An account that is there no more is no fault. */
  protected abstract removeAccount(ref: string): Promise<void>;

  async setPassword(ref: string, password: Secret, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'set-password', async () => {
      await this.existing(ref);
      await this.writePassword(ref, password, false);
      return { temporaryUntil: null };
    });
  }

  async setTemporaryPassword(ref: string, password: Secret, expiresAt: Date, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'set-temporary-password', async () => {
      await this.existing(ref);
      const isOver = expiresAt <= this.memory.now();
      await this.writePassword(ref, isOver ? unknownPassword() : password, true);
      const after = await this.existing(ref);
      // A password that need not be changed would be one that we know for ever (5.7 "read back").
      if (!after.mustChangePassword) {
        await this.writePassword(ref, unknownPassword(), true);
        throw new DirectoryRefused(`account ${ref} did not take "must change the password"`);
      }
      return { temporaryUntil: expiresAt, spentPasswordHashes: await this.memory.spending(await this.memory.noteOf(ref), password) };
    });
  }

  async scramble(ref: string, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'scramble', async () => {
      const note = await this.memory.noteOf(ref);
      const account = await this.get(ref);
      if (account && note.temporaryUntil !== null && account.mustChangePassword) await this.writePassword(ref, unknownPassword(), true);
    });
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

  /** Nobody gets in; what it was before is remembered first, so that a crash in between loses nothing. */
  async #stop(ref: string, as: Stop['as'], operationId: string): Promise<void> {
    const account = await this.existing(ref);
    const { stopped } = await this.memory.noteOf(ref);
    if (stopped?.as !== as) {
      await this.memory.through(`${operationId}:before`, ref, `before-${as}`, async () => ({ stopped: { as, before: beforeOf(account, stopped) } }));
    }
    await this.memory.through(operationId, ref, as, async () => {
      await this.setEnabled(ref, false);
      await this.afterStop(ref);
    });
  }

  /** Takes back only the last stop: what was frozen before it was disabled stays frozen when it is enabled, and the other way round. */
  async #goOn(ref: string, as: Stop['as'], operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, `no-longer-${as}`, async () => {
      await this.existing(ref);
      const { stopped } = await this.memory.noteOf(ref);
      if (stopped?.as !== as) return undefined;
      const { before } = stopped;
      await this.setEnabled(ref, typeof before === 'string' && this.isEnabledAs(before));
      return { stopped: typeof before === 'string' ? null : before };
    });
  }

  /** Whether an account in this state is switched on there; some keep apart whether it was ever confirmed. */
  protected isEnabledAs(state: Account['state']): boolean {
    return state === 'active';
  }

  /** Ends sessions, where the directory knows any. */
  protected async afterStop(_ref: string): Promise<void> {
    // Most directories have none.
  }

  /** @throws DirectoryRefused when there is no such account */
  protected async existing(ref: string): Promise<Account> {
    const account = await this.get(ref);
    if (!account) throw new DirectoryRefused(`there is no account ${ref}`);
    return account;
  }
}

/** What a stop goes back to. One that we remember counts only while it shows: somebody may have switched the account on over there. */
function beforeOf({ state }: Account, stopped: Note['stopped']): Stop['before'] {
  if (stopped?.as === state) return stopped;
  return state === 'disabled' || state === 'pending-activation' ? state : 'active';
}

/** A password that nobody has ever seen; satisfies what directories ask of classes. */
export function unknownPassword(): Secret {
  return new Secret(`${randomBytes(32).toString('base64url')}aA1!`);
}
