import type { JobKind } from '../define-job.js';
import { deliverMail } from './deliver-mail.job.js';
import { processMail } from './process-mail.job.js';
import { MOST_MAILS_A_JOB, processMails } from './process-mails.job.js';
import { upkeep } from './upkeep.job.js';

export { deliverMail, MOST_MAILS_A_JOB, processMail, processMails, upkeep };

/** Every kind there is. A house spec asserts that each has exactly one processor. */
export const JOB_KINDS: readonly JobKind[] = [processMail, processMails, deliverMail, upkeep] as unknown as readonly JobKind[];
