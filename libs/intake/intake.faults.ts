import { Fault } from '#kernel';

/** The IMAP server does not answer, or dropped us. */
export class MailboxUnreachable extends Fault {
  readonly code = 'intake.mailbox-unreachable';
  readonly retry = 'later';
}

/** The line to the IMAP server cannot be trusted: an unknown certificate, or no encryption where it was asked for. */
export class MailboxNotTrusted extends Fault {
  readonly code = 'intake.mailbox-not-trusted';
  readonly retry = 'later';
}

/** The IMAP server knows us not: wrong user or password. Tried again slowly, since somebody may mend it there. */
export class MailboxSignInRefused extends Fault {
  readonly code = 'intake.mailbox-sign-in-refused';
  readonly retry = 'later';
}

/** The server lists a mail and breaks the dialogue, or says no, whenever it is asked for. The others are read; this one is asked for again now and then. */
export class MailNotGiven extends Fault {
  readonly code = 'intake.mail-not-given';
  readonly retry = 'later';
}

/** The mailbox has no folder of this name, or has it no more. */
export class FolderMissing extends Fault {
  readonly code = 'intake.folder-missing';
  readonly retry = 'later';
}
