export interface Finding {
  readonly state: 'ok' | 'problem' | 'skipped';
  readonly what: string;
  readonly detail: string;
  /** What to do about it. */
  readonly cure?: string;
}

/** How long one look may take, in milliseconds: a network disk that hangs must not keep the doctor from the other patients. */
export const CHECK_PATIENCE_MS = 20_000;

/** One line: what `look` says, or what it threw and what to do about it. Never throws, and never takes longer than `patienceMs`. */
export async function check(what: string, cure: string | ((error: unknown) => string), look: () => Promise<string>, patienceMs = CHECK_PATIENCE_MS): Promise<Finding> {
  try {
    return { state: 'ok', what, detail: await inTime(look, patienceMs) };
  } catch (error) {
    return { state: 'problem', what, detail: saidBy(error), cure: typeof cure === 'string' ? cure : cure(error) };
  }
}

/** Several lines of one kind; when they cannot be had, one that says why. Never throws, and never takes longer than `patienceMs`. */
export async function checks(what: string, cure: string, look: () => Promise<readonly Finding[]>, patienceMs = CHECK_PATIENCE_MS): Promise<readonly Finding[]> {
  try {
    return await inTime(look, patienceMs);
  } catch (error) {
    return [{ state: 'problem', what, detail: saidBy(error), cure }];
  }
}

/** What `look` gives. @throws what it throws, or that it takes too long; what it had begun goes on unseen */
async function inTime<T>(look: () => Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs / 1_000} seconds`)), patienceMs);
  });
  try {
    return await Promise.race([look(), over]);
  } finally {
    clearTimeout(timer);
  }
}

function saidBy(error: unknown): string {
  const { message, code, responseText } = error as { message?: string; code?: string; responseText?: string };
  return responseText ?? (message || code || 'no answer');
}
