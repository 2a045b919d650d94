/** A line longer than this comes in several pieces; none of them is a separator. */
const LONGEST_LINE = 64 * 1024;
const LF = 0x0a;

export interface Line {
  readonly bytes: Buffer;
  /** Position of its first byte in the file. */
  readonly offset: number;
  /** Not the rest of a line that was too long for one piece. */
  readonly isStart: boolean;
}

/** The lines of a file with their line ends, one after the other; some can be put back. Never more than a piece of the file in memory. */
export class Lines {
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #putBack: Line[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #offset = 0;
  #isStart = true;
  #isOver = false;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  async next(): Promise<Line | undefined> {
    const known = this.#putBack.pop();
    if (known) return known;
    for (;;) {
      const end = this.#rest.indexOf(LF);
      if (end >= 0) return this.#take(Math.min(end + 1, LONGEST_LINE));
      if (this.#rest.length >= LONGEST_LINE) return this.#take(LONGEST_LINE);
      if (this.#isOver) return this.#rest.length > 0 ? this.#take(this.#rest.length) : undefined;
      const { value, done } = await this.#pieces.next();
      if (done) this.#isOver = true;
      else this.#rest = Buffer.concat([this.#rest, value as Uint8Array]);
    }
  }

  /** The next call of `next` gives it again. */
  putBack(line: Line): void {
    this.#putBack.push(line);
  }

  #take(length: number): Line {
    const line = { bytes: this.#rest.subarray(0, length), offset: this.#offset, isStart: this.#isStart };
    this.#isStart = line.bytes.at(-1) === LF;
    this.#offset += length;
    this.#rest = this.#rest.subarray(length);
    return line;
  }
}
