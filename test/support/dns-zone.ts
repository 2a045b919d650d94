import { Dns } from '#intake';

/** DNS as a test wants it: the records of a zone, names that do not answer, and how often was asked. */
export class DnsZone extends Dns {
  readonly isOn = true;
  readonly asked: string[] = [];
  /** Names (or parts of them) about which no server answers. */
  readonly silent = new Set<string>();
  readonly #records = new Map<string, string[][] | string[]>();

  txt(name: string, ...texts: readonly string[]): this {
    this.#records.set(`TXT ${name}`, texts.map((text) => [text]));
    return this;
  }

  /** Several records as `node:dns` gives them, for the fixtures of other projects. */
  records(name: string, type: string, values: string[][] | string[]): this {
    this.#records.set(`${type} ${name}`, values);
    return this;
  }

  override async resolve(name: string, type: string): Promise<string[][] | string[]> {
    this.asked.push(`${type} ${name}`);
    if ([...this.silent].some((part) => name.includes(part))) throw Object.assign(new Error(`queryTxt ESERVFAIL ${name}`), { code: 'ESERVFAIL' });
    const found = this.#records.get(`${type} ${name.toLowerCase()}`);
    if (!found) throw Object.assign(new Error(`query ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
    return found;
  }
}
