import type { JobKind } from '../define-job.js';
import { deliverMail } from './deliver-mail.job.js';
import { processMail } from './process-mail.job.js';
import { upkeep } from './upkeep.job.js';

export { deliverMail, processMail, upkeep };

/** Every kind there is. A house spec asserts that each has exactly one processor. */
export const JOB_KINDS: readonly JobKind[] = [processMail, deliverMail, upkeep] as unknown as readonly JobKind[];
