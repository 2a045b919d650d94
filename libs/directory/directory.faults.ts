import { Fault } from '#kernel';
import type { SecretElsewhere } from '#portals';

/** The directory did not answer, or not in time. Asking again under the same operation id is safe. */
export class DirectoryUnreachable extends Fault {
  readonly code: 'directory.unreachable' | 'directory.secret-elsewhere' = 'directory.unreachable';
  readonly retry = 'later';

  constructor(what: string, cause?: unknown) {
    super(`the directory did not answer: ${what}`, { cause });
  }
}

/** Our secret was set for another directory than the profile names now. As unreachable as without one: nothing was sent, and work waits until somebody sets it again or takes the profile back. */
export class DirectorySecretElsewhere extends DirectoryUnreachable {
  override readonly code = 'directory.secret-elsewhere';

  constructor(elsewhere: SecretElsewhere) {
    super(elsewhere.message, elsewhere);
    this.message = `the directory was not asked: ${elsewhere.message}`;
  }
}

/**
 * The profile and the directory do not fit together, so nothing may be said about any account: nothing is wrong with the
 * one that was asked for. Whoever asked comes again once somebody has mended the profile; `rekey doctor` names what to mend.
 */
export class DirectoryMisconfigured extends Fault {
  readonly code = 'directory.misconfigured';
  readonly retry = 'later';

  constructor(what: string, cause?: unknown) {
    super(`the directory does not fit the profile: ${what}`, { cause });
  }
}

/** The directory answered, and will not do it: the account is gone, a right is missing, a value does not fit. */
export class DirectoryRefused extends Fault {
  readonly code: 'directory.refused' | 'directory.password-refused' = 'directory.refused';
  readonly retry = 'never';

  constructor(what: string, cause?: unknown) {
    super(`the directory refused: ${what}`, { cause });
  }
}

/** This one password does not please the directory's own policy; nothing was changed, and another one may be taken. */
export class DirectoryPasswordRefused extends DirectoryRefused {
  override readonly code = 'directory.password-refused';

  /** `why`: `reused` where the directory says that the account had it before; else its policy, in whatever words. */
  constructor(what: string, cause?: unknown, readonly why: 'policy' | 'reused' = 'policy') {
    super(what, cause);
  }
}

/** An address or user name belongs to another account already: one address, one account (seed 003). */
export class DirectoryTaken extends Fault {
  readonly code = 'directory.taken';
  readonly retry = 'never';

  constructor(what: 'address' | 'username') {
    super(`another account has this ${what}`);
  }
}

/** This kind of directory knows no such thing; the ability says so beforehand. */
export class DirectoryCannot extends Fault {
  readonly code = 'directory.cannot';
  readonly retry = 'never';

  constructor(ability: string) {
    super(`this directory cannot: ${ability}`);
  }
}
