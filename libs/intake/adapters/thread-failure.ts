import { DamagedBytes, StorageFault } from '#storage';

/** What failed in a thread, as it passes to its parent: classes do not, so what the parent has to tell apart is named. */
export interface ThreadFailure {
  readonly message: string;
  readonly of: 'storage' | 'bytes' | 'mail';
}

export function failureOf(error: unknown): ThreadFailure {
  const message = error instanceof Error ? error.message : String(error);
  return { message, of: error instanceof StorageFault ? 'storage' : error instanceof DamagedBytes ? 'bytes' : 'mail' };
}

/** The failure as an error again. */
export function errorOf({ message, of }: ThreadFailure): Error {
  if (of === 'storage') return new StorageFault(message);
  return of === 'bytes' ? new DamagedBytes(message) : new Error(message);
}
