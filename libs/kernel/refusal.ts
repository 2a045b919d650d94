/** The answer is yes. */
export interface Allowed {
  readonly allowed: true;
}

/** The answer is no: a stable code, and what would have to be different. A value, never an exception. */
export interface Refusal {
  readonly allowed: false;
  readonly refusal: string;
  /** What is missing, in machine words the console can put into a sentence. */
  readonly missing?: readonly string[];
  /** When asking again makes sense. */
  readonly until?: Date;
}

export function refuse(refusal: string, more: Omit<Refusal, 'allowed' | 'refusal'> = {}): Refusal {
  return { allowed: false, refusal, ...more };
}
