/**
 * The world failed: a directory is away, a mailbox refuses us, a disk is full. Not an answer (that is a refusal)
 * and not a bug. Knows whether asking again may help; the jobs decide by that, never by the message.
 */
export abstract class Fault extends Error {
  /** Stable `area.dashed-words`, part of the contract. */
  abstract readonly code: string;
  abstract readonly retry: 'later' | 'never';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
