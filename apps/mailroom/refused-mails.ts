import { MailNotGiven } from '#intake';

/** A mail that failed so often although it was asked for alone is to blame itself, and not the line. */
const TRIES_ALONE = 3;
/** Left alone for a minute, then for twice as long each time: what was only a short trouble of the server must not cost an hour. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;
/** A line that was too slow for a batch is not asked for twice as much before so many went well. */
const WELL_FOR_MORE = 20;
const SMALLEST_SHARE = 1 / 1024;

interface Refusal {
  /** How many were asked for when it failed last. */
  readonly among: number;
  /** How often it failed alone. */
  readonly alone: number;
  readonly againAt: number;
  /** What the server said to it. */
  readonly said: string;
}

export interface Round<Mail> {
  readonly mails: readonly Mail[];
  readonly atMost: number;
}

/**
 * What a server would not give, of one folder, for as long as the process lives: one mail whose answer breaks the
 * dialogue (NO, BYE, something unreadable, silence) must not hold up the others. After a failure half as many are asked
 * for at once, down to one; that one is left out for a while when it failed three times alone. It stays undone all the
 * time, so that it is neither lost nor kept twice.
 */
export class RefusedMails {
  readonly #refusals = new Map<number, Refusal>();
  #uidValidity: string | undefined;
  #share = 1;
  #well = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** UIDs of another UIDVALIDITY mean other mails (RFC 3501 section 2.3.1.1). */
  begin(uidValidity: string): void {
    if (this.#uidValidity !== uidValidity) this.#refusals.clear();
    this.#uidValidity = uidValidity;
  }

  /** How much of the usual amount is asked for at once: all (1), or less on a line that was too slow for it. */
  get share(): number {
    return this.#share;
  }

  /** Those that never failed first, then those that failed, with how many may be asked for at once; without those that are left out for now. In each round in the order given. */
  inRounds<Mail extends { readonly uid: number }>(mails: readonly Mail[]): Round<Mail>[] {
    if (this.#refusals.size === 0) return mails.length > 0 ? [{ mails, atMost: Number.POSITIVE_INFINITY }] : [];
    const now = this.now();
    const asked = mails.filter(({ uid }) => (this.#refusals.get(uid)?.againAt ?? 0) <= now);
    const rounds = Map.groupBy(asked, ({ uid }) => this.#atMost(uid));
    return [...rounds].sort(([one], [other]) => other - one).map(([atMost, some]) => ({ mails: some, atMost }));
  }

  /** These were asked for together, and the dialogue broke. Returns what to throw: `MailNotGiven` when one mail alone is to blame. */
  failed(uids: readonly number[], cause: unknown): Error {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    for (const uid of uids) {
      const alone = (this.#refusals.get(uid)?.alone ?? 0) + (uids.length === 1 ? 1 : 0);
      const againAt = alone < TRIES_ALONE ? 0 : this.now() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (alone - TRIES_ALONE));
      this.#refusals.set(uid, { among: uids.length, alone, againAt, said: error.message });
    }
    if (uids.length > 1) [this.#share, this.#well] = [Math.max(SMALLEST_SHARE, this.#share / 2), 0];
    return uids.length === 1 && this.#isStuck(uids[0]!) ? new MailNotGiven(notGiven(uids, error.message), { cause }) : error;
  }

  /** These were asked for, and the server answered, perhaps that some are gone. */
  answered(uids: readonly number[]): void {
    for (const uid of uids) this.#refusals.delete(uid);
    this.#well += 1;
    if (this.#well % WELL_FOR_MORE === 0) this.#share = Math.min(1, this.#share * 2);
  }

  /** Whether it was asked for alone and failed before: the next time in small pieces. */
  failedAlone(uid: number): boolean {
    return (this.#refusals.get(uid)?.alone ?? 0) > 0;
  }

  /** Forgets what the folder does not list any more. */
  keepOnly(all: readonly number[]): void {
    if (this.#refusals.size === 0) return;
    const there = new Set(all);
    for (const uid of this.#refusals.keys()) if (!there.has(uid)) this.#refusals.delete(uid);
  }

  /** Those that failed three times alone, ascending, with what the server said. */
  get stuck(): readonly { readonly uid: number; readonly said: string }[] {
    return [...this.#refusals].filter(([uid]) => this.#isStuck(uid)).map(([uid, { said }]) => ({ uid, said })).sort((one, other) => one.uid - other.uid);
  }

  #atMost(uid: number): number {
    const refusal = this.#refusals.get(uid);
    return refusal ? Math.ceil(refusal.among / 2) : Number.POSITIVE_INFINITY;
  }

  #isStuck(uid: number): boolean {
    return (this.#refusals.get(uid)?.alone ?? 0) >= TRIES_ALONE;
  }
}

/** In words, for the health page; names the first. @param uids ascending, at least one */
export function notGiven(uids: readonly number[], said?: string): string {
  return `the server lists ${uids.length === 1 ? 'a mail' : `${uids.length} mails`} that it does not give, the first with uid ${uids[0]}${said === undefined ? '' : ` (${said})`}`;
}
