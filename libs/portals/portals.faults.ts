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
