import { Fault } from '#kernel';

/** The IMAP server does not answer, or dropped us. */
export class MailboxUnreachable extends Fault {
  readonly code = 'intake.mailbox-unreachable';
  readonly retry = 'later';
}

/** The IMAP server knows us not: wrong user or password. Tried again slowly, since somebody may mend it there. */
export class MailboxSignInRefused extends Fault {
  readonly code = 'intake.mailbox-sign-in-refused';
  readonly retry = 'later';
}
