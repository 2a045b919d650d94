/** How long somebody waits for a place, in milliseconds, and what they hear then. */
export interface Patience {
  readonly ms: number;
  readonly isOver: () => Error;
}

/** Room for so many pieces of work at once; the others wait in order, for ever or as long as their patience lasts. */
export class Places {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number, private readonly patience?: Patience) {
    this.#free = count;
  }

  /** Returns what `work` does. @throws what the patience says, without having begun */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#untilFree();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  #untilFree(): Promise<void> {
    return new Promise((resolve, reject) => {
      const { patience } = this;
      const taken = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = patience && setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(taken), 1);
        reject(patience.isOver());
      }, patience.ms);
      this.#waiting.push(taken);
    });
  }
}
