import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Secret } from '#kernel';

const LOG_MAX_BYTES = 20 * 1024 * 1024;

/** The data directory of one copy of Rekey: everything that must survive a restart, and nothing else, lies here. */
export class DeskHome {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  get runFile(): string {
    return join(this.path, 'run.json');
  }

  get demoFile(): string {
    return join(this.path, 'demo.json');
  }

  private get portsFile(): string {
    return join(this.path, 'ports.json');
  }

  get storage(): string {
    return join(this.path, 'storage');
  }

  /** The log of one process; what grew too large is set aside once. */
  async logFile(name: string): Promise<string> {
    const path = join(this.path, 'logs', `${name}.log`);
    await mkdir(join(this.path, 'logs'), { recursive: true, mode: 0o700 });
    const size = await stat(path).then((found) => found.size, () => 0);
    if (size > LOG_MAX_BYTES) await rename(path, `${path}.1`);
    return path;
  }

  /** The key under which this copy seals what it stores. Made at the first start; without it the data is worth nothing. */
  async secretKey(): Promise<Secret> {
    const path = join(this.path, 'secret');
    const kept = await readFile(path, 'utf8').catch(() => '');
    if (kept !== '') return new Secret(kept.trim());
    const made = randomBytes(48).toString('base64');
    await writePrivate(path, made);
    return new Secret(made);
  }

  /** The ports of this copy: the ones that were asked for, else the ones of the last start, else the usual ones. */
  async wantedPorts<Name extends string>(usual: Readonly<Record<Name, number>>, asked: Partial<Record<Name, number>>): Promise<Record<Name, number>> {
    const last = JSON.parse(await readFile(this.portsFile, 'utf8').catch(() => '{}')) as Partial<Record<Name, number>>;
    return Object.fromEntries(Object.entries<number>(usual).map(([name, port]) => [name, asked[name as Name] ?? last[name as Name] ?? port])) as Record<Name, number>;
  }

  /** So that links in mails of yesterday work today. */
  async rememberPorts(ports: object): Promise<void> {
    await writePrivate(this.portsFile, JSON.stringify(ports, undefined, 2));
  }
}

/** Writes a file that only its owner may read; it appears whole or not at all. */
export async function writePrivate(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
