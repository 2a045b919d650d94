/** A wait that can be ended early. */
export class Pause {
  #end: () => void = () => undefined;
  #ended = false;

  for(milliseconds: number): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends this wait and every later one. */
  end(): void {
    this.#ended = true;
    this.#end();
  }
}
