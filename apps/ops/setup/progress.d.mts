/** Runs `work` and shows one line with its name and how long it took. What `work` returns as a text is shown beside it. */
export function step<T>(name: string, work: () => Promise<T> | T): Promise<T>;
export function say(line?: string): void;
/** 950 ms, 3.2 s, 2 min 5 s. */
export function duration(milliseconds: number): string;
