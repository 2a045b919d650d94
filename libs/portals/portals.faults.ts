import { Fault } from '#kernel';

/** Somebody asked for a portal that was never imported. */
export class PortalUnknown extends Fault {
  readonly code = 'portals.unknown';
  readonly retry = 'never';

  constructor(key: string) {
    super(`there is no portal "${key}"`);
  }
}
