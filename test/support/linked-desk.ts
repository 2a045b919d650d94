import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { BuiltinAccountToCreate } from '#directory';
import type { AgentClient } from './agent-client.js';
import { TestApi } from './api.js';
import { openLinkedTicket } from './linked-ticket.js';

export interface LinkedDesk {
  readonly api: TestApi;
  readonly mara: AgentClient;
  /** Of this test's ticket. */
  readonly number: string;
  readonly statusLink: string;
  readonly accountRef: string;
  /** Which test of the file it is: the account is `thomas<count>`. */
  readonly count: number;
}

/** The api in demo mode and an agent, and anew for each test a ticket of somebody whose account is linked. For the top of a `describe`, whose hooks these are. */
export function linkedDesk(account: Partial<BuiltinAccountToCreate> = {}): LinkedDesk {
  const desk = { count: 0 } as { -readonly [Part in keyof LinkedDesk]: LinkedDesk[Part] };
  beforeAll(async () => {
    desk.api = await TestApi.open({ REKEY_DEMO: 'true' });
    desk.mara = await desk.api.agent('mara', ['agent']);
  });
  afterAll(() => desk.api?.close());
  beforeEach(async () => {
    desk.count += 1;
    Object.assign(desk, await openLinkedTicket(desk.api, desk.count, account));
  });
  return desk;
}
