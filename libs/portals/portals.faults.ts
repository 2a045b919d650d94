import { Fault } from '#kernel';

/** Somebody asked for a portal that was never imported. */
export class PortalUnknown extends Fault {
  readonly code = 'portals.unknown';
  readonly retry = 'never';

  constructor(key: string) {
    super(`there is no portal "${key}"`);
  }
}

/** The sign-in service of a mailbox says no: somebody has to authorise the mailbox again. Asked again slowly. */
export class TokenRefused extends Fault {
  readonly code = 'portals.token-refused';
  readonly retry = 'later';
  /** RFC 6749 section 5.2, such as `invalid_grant`. */
  readonly error: string | undefined;

  constructor(message: string, options?: ErrorOptions & { readonly error?: string }) {
    super(message, options);
    this.error = options?.error;
  }
}

/** The sign-in service of a mailbox is away or in trouble. */
export class TokenIssuerUnreachable extends Fault {
  readonly code = 'portals.token-issuer-unreachable';
  readonly retry = 'later';
}

/** The profile points somewhere else than where this secret was set for: it counts as not set, and nothing is sent. */
export class SecretElsewhere extends Fault {
  readonly code = 'portals.secret-elsewhere';
  readonly retry = 'later';

  /** @param of.setFor null: it was set before the profile named anything. `setAgain`: the command for whoever may say that the new place is right. */
  constructor({ setFor, target, setAgain }: { readonly setFor: string | null; readonly target: string; readonly setAgain: string }) {
    super(`set it again with \`${setAgain}\` if this is right: the profile now points to ${target}, and the secret was set for ${setFor ?? 'no place that is known'}; nothing was sent`);
  }
}

/** It was sealed with another REKEY_SECRET_KEY than the desk has now, as after a move or a restore: like one that is for another place it counts as not set. */
export class SecretDoesNotOpen extends SecretElsewhere {
  constructor(target: string, setAgain: string) {
    super({ setFor: null, target, setAgain });
    this.message = `it does not open with the present REKEY_SECRET_KEY: put back the key with which it was set, or set it again with \`${setAgain}\`; nothing was sent`;
  }
}

/** A secret is set for a place, so the profile has to name it first. */
export class SecretWithoutTarget extends Fault {
  readonly code = 'portals.secret-without-target';
  readonly retry = 'never';

  constructor(portalKey: string, names: string) {
    super(`the profile of ${portalKey} names ${names}: first import the profile that says where the secret goes (rekey portal import FILE), then set it`);
  }
}
