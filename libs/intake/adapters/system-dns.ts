import { Resolver } from 'node:dns/promises';
import { Dns } from '../dns.js';

/** One question waits no longer than twice that. */
const TIMEOUT_MS = 2_000;
const REMEMBER_MS = 5 * 60_000;
/** An answer that may be another one soon: no records, or no answer. */
const REMEMBER_FAILURE_MS = 30_000;
const MOST_REMEMBERED = 5_000;

interface Remembered {
  readonly answer: Promise<string[][] | string[]>;
  until: number;
}

/** DNS as the machine, or the setting, says. The answers of a few minutes are remembered: many mails come from few domains. */
export class SystemDns extends Dns {
  readonly isOn: boolean;
  readonly #resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  readonly #known = new Map<string, Remembered>();

  /** @param setting `system`, `off`, or servers as `192.0.2.53` or `[2001:db8::1]:5353`, separated by commas */
  constructor(setting: string) {
    super();
    this.isOn = setting !== 'off';
    if (this.isOn && setting !== 'system') this.#resolver.setServers(setting.split(',').map((server) => server.trim()));
  }

  resolve(name: string, type: string): Promise<string[][] | string[]> {
    const key = `${type} ${name.toLowerCase()}`;
    const known = this.#known.get(key);
    if (known && known.until > performance.now()) return known.answer;
    const entry: Remembered = { answer: this.#resolver.resolve(name, type) as Promise<string[][] | string[]>, until: performance.now() + REMEMBER_MS };
    entry.answer.catch(() => (entry.until = performance.now() + REMEMBER_FAILURE_MS));
    if (this.#known.size >= MOST_REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(key, entry);
    return entry.answer;
  }
}
