import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#persistence';

/** Writes down how a mailbox is doing, for the console and the health page. */
@Injectable()
export class NoteMailbox {
  constructor(private readonly database: Database, private readonly clock: Clock) {}

  /** Everything up to now is kept. */
  async caughtUp(mailboxId: string): Promise<void> {
    await this.#set('caught_up_at = ?, last_fault = null', [this.clock.now()], mailboxId);
  }

  /** `problem` without secrets; ≤ 500 characters are kept. */
  async failed(mailboxId: string, problem: string): Promise<void> {
    await this.#set('last_fault = ?, last_fault_at = ?', [problem.slice(0, 500), this.clock.now()], mailboxId);
  }

  async #set(columns: string, values: unknown[], mailboxId: string): Promise<void> {
    await this.database.transaction((tx) => tx.execute(`update mailbox_cursor set ${columns} where mailbox_id = ?`, [...values, mailboxId] as never[]));
  }
}
