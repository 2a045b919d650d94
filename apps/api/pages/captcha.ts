import { createChallenge, verifySolution } from 'altcha-lib/v1';
import { Injectable } from '@nestjs/common';
import { Clock, Sealer, MINUTE_MS } from '#kernel';
import { SpendOnce } from '#recovery';

/** So many hashes at most: about a second of a phone. */
const MOST_WORK = 60_000;
const LIFE_MS = 20 * MINUTE_MS;
const LONGEST = 2_000;

/** What the script of the page works on. */
export interface Puzzle {
  readonly algorithm: string;
  readonly challenge: string;
  readonly salt: string;
  readonly signature: string;
  readonly maxnumber: number;
}

/** Proof of work instead of pictures (altcha): made and checked here, nothing from elsewhere, each puzzle good for one form. */
@Injectable()
export class Captcha {
  readonly #key: string;

  constructor(sealer: Sealer, private readonly spendOnce: SpendOnce, private readonly clock: Clock) {
    this.#key = sealer.derive('captcha').export().toString('base64url');
  }

  async puzzle(): Promise<Puzzle> {
    const made = await createChallenge({ hmacKey: this.#key, maxNumber: MOST_WORK, expires: new Date(this.clock.now().getTime() + LIFE_MS) });
    return { algorithm: made.algorithm, challenge: made.challenge, salt: made.salt, signature: made.signature, maxnumber: MOST_WORK };
  }

  /** Whether this solves a puzzle of ours that is neither too old nor spent; it is spent from now on. */
  async accepts(solution: string): Promise<boolean> {
    if (solution === '' || solution.length > LONGEST) return false;
    const isRight = await verifySolution(solution, this.#key).catch(() => false);
    return isRight && this.spendOnce.run(`captcha:${challengeOf(solution)}`);
  }
}

function challengeOf(solution: string): string {
  return String((JSON.parse(Buffer.from(solution, 'base64').toString('utf8')) as { challenge?: unknown }).challenge);
}
