import { Controller, Get, Logger } from '@nestjs/common';
import type { z } from 'zod';
import { isPermitted, type Caller } from '#agents';
import { WaitingCounts } from '#contracts';
import { mailsToRelease } from '#intake';
import { Clock } from '#kernel';
import { mailsToDecide } from '#outbound';
import { countUpTo, Database } from '#persistence';
import { requestsToDecide } from '#privacy';
import { actionsToDecide, breachesToClose, ListOffice } from '#recovery';
import { Answers } from '../answer/answers.js';
import { By, Needs } from '../gate/needs.js';

/** One more than the console shows: "99+". */
const MOST = 100;

/**
 * The numbers beside the console's overviews, in one statement, but for the approval office: who waits there most directories know alone. They are asked once
 * a minute, and not waited for (`OfficeAccounts`).
 */
@Controller('api/v1/waiting')
export class WaitingController {
  readonly #log = new Logger('waiting');

  constructor(private readonly database: Database, private readonly office: ListOffice, private readonly clock: Clock) {}

  @Get() @Needs('signed-in') @Answers(WaitingCounts)
  async count(@By() caller: Caller): Promise<z.input<typeof WaitingCounts>> {
    const now = this.clock.now();
    const office = isPermitted(caller, 'recovery.office') ? await this.#office(caller) : undefined;
    const counts = await this.database.read((em) => countUpTo<Exclude<keyof WaitingCounts, 'office'>>(em, MOST, {
      approvals: isPermitted(caller, 'recovery.approve') ? actionsToDecide(caller, now) : undefined,
      outbox: isPermitted(caller, 'outbox.retry') ? mailsToDecide(caller, now) : undefined,
      quarantine: isPermitted(caller, 'quarantine.release') ? mailsToRelease(caller) : undefined,
      breaches: isPermitted(caller, 'recovery.breach') ? breachesToClose(caller) : undefined,
      privacy: isPermitted(caller, 'privacy.handle') || isPermitted(caller, 'privacy.approve') ? requestsToDecide(caller) : undefined,
    }));
    return { ...counts, ...(office !== undefined && { office }) };
  }

  /** Undefined: a directory answers what no directory may. The other numbers do not come from there. */
  async #office(caller: Caller): Promise<number | undefined> {
    try {
      return Math.min(await this.office.count(caller), MOST);
    } catch (error) {
      this.#log.warn(`nobody knows how much waits for the approval office: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}
