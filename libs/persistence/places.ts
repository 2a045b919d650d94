/** SQLSTATE `too_many_connections`, as the server itself says where it has none left. */
const TOO_MANY = '53300';

/** Room for so many pieces of work at once; the others wait in order. */
export class Places {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param patienceMs whoever waits longer hears that the database is away (`isAway`) */
  constructor(count: number, private readonly patienceMs: number) {
    this.#free = count;
  }

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
      const taken = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(taken), 1);
        reject(Object.assign(new Error('no place for another transaction within the time: others hold all of them'), { code: TOO_MANY }));
      }, this.patienceMs);
      this.#waiting.push(taken);
    });
  }
}
