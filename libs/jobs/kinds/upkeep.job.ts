import { z } from 'zod';
import { defineJob } from '../define-job.js';

/** The caretaker's round: expiries, actions that a crash left half-done, mails and deliveries that wait too long. */
export const upkeep = defineJob({
  name: 'upkeep.round',
  lane: 'upkeep',
  payload: z.strictObject({}),
  key: () => 'round',
  attempts: 1,
});
