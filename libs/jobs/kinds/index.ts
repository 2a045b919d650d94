import type { JobKind } from '../define-job.js';
import { askVouchers } from './ask-vouchers.job.js';
import { deliverMail, deliverMails } from './deliver-mail.job.js';
import { processMail, processMails } from './process-mail.job.js';
import { scanAttachments } from './scan-attachments.job.js';
import { sendAskedLink } from './send-asked-link.job.js';
import { sendSms } from './send-sms.job.js';
import { upkeep } from './upkeep.job.js';

export { askVouchers, deliverMail, deliverMails, processMail, processMails, scanAttachments, sendAskedLink, sendSms, upkeep };

/** Every kind there is. A house spec asserts that each has exactly one processor. */
export const JOB_KINDS: readonly JobKind[] = [askVouchers, processMail, processMails, deliverMail, deliverMails, scanAttachments, sendAskedLink, sendSms, upkeep] as unknown as readonly JobKind[];
