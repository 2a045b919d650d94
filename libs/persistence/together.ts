interface Asking<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Under load: how long whoever comes waits for others after a statement, in milliseconds, unless `enough` are there. */
export interface Gathering {
  readonly ms: number;
  readonly enough: number;
}

/**
 * One statement for many callers: whoever asks while one is under way shares the next. Alone, nobody waits for anybody;
 * under load a commit serves all who came meanwhile. Where a statement for many fails, each is asked alone, so that a
 * caller hears of its own error only.
 */
export class Together<Question, Answer> {
  #waiting: Asking<Question, Answer>[] = [];
  #isBusy = false;
  #enoughCame: (() => void) | undefined;

  /**
   * @param answer gives one answer per question, in their order
   * @param gathering default: nobody waits
   */
  constructor(private readonly answer: (questions: readonly Question[]) => Promise<readonly Answer[]>, private readonly gathering?: Gathering) {}

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      if (this.#isEnough()) this.#enoughCame?.();
      if (!this.#isBusy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    // Everybody who asks in this same turn of the event loop comes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      await this.#serve(this.#waiting.splice(0));
      await this.#gather();
    }
    this.#isBusy = false;
  }

  async #gather(): Promise<void> {
    const { gathering } = this;
    if (!gathering || this.#isEnough()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, gathering.ms);
      this.#enoughCame = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#enoughCame = undefined;
  }

  #isEnough(): boolean {
    return this.gathering !== undefined && this.#waiting.length >= this.gathering.enough;
  }

  async #serve(all: readonly Asking<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.answer(all.map(({ question }) => question));
      all.forEach(({ resolve }, at) => resolve(answers[at]!));
    } catch (error) {
      const [only] = all;
      if (all.length === 1) return only!.reject(error);
      for (const one of all) await this.#serve([one]);
    }
  }
}
