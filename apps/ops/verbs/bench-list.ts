import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { BUSY, fill, readerToken, SOUGHT } from '../bench/filled-desk.js';
import { mapped, percentile, rounded } from '../bench/figures.js';
import { ScratchDesk } from '../bench/scratch-desk.js';
import { freePort } from '../embedded/ports.js';
import { stopProcess, until } from '../embedded/processes.js';
import { inTheHouse } from '../house.js';

interface Latency {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface ListResult {
  readonly bench: 'list';
  readonly tickets: number;
  readonly newest50: Latency;
  /** The page after a hundred pages, by its cursor. */
  readonly deepPage: Latency;
  /** node:http, a look-up of who asks, the same rows, JSON; in turn with us. */
  readonly limit: Latency & { readonly what: string };
  /** Our median as a multiple of the limit's. */
  readonly ratio: number;
}

export interface SearchResult {
  readonly bench: 'search';
  readonly tickets: number;
  /** By what is looked for, over all portals, newest fifty. */
  readonly sought: Readonly<Record<keyof typeof SOUGHT, Latency>>;
}

const ROUNDS = 200;
const WARM_UP = 30;
const PAGES = 100;
const START_MS = 60_000;

/** `rekey bench list` and `rekey bench search`: what an agent waits for, over HTTP, on a desk full of tickets. */
export function benchListVerbs(bench: Command): void {
  const tickets = ['--tickets <number>', 'how many tickets the desk holds', '200000'] as const;
  bench.command('list').description('the newest fifty of a queue over HTTP, in turn with node:http and SQL alone; JSON').option(...tickets)
    .action(async (given: { tickets: string }) => console.log(JSON.stringify(await onFilledDesk(Number(given.tickets), benchList), undefined, 2)));
  bench.command('search').description('words, numbers and addresses looked for over HTTP; JSON').option(...tickets)
    .action(async (given: { tickets: string }) => console.log(JSON.stringify(await onFilledDesk(Number(given.tickets), benchSearch), undefined, 2)));
}

type Get = (path: string) => Promise<{ readonly items: readonly unknown[]; readonly nextCursor: string | null }>;

interface FilledDesk {
  readonly tickets: number;
  readonly ours: Get;
  readonly bare: Get;
}

async function benchList({ tickets, ours, bare }: FilledDesk): Promise<ListResult> {
  const first = `/api/v1/tickets?portal=${BUSY.portal}&queue=${BUSY.queue}&state=active&limit=50`;
  let deep = first;
  for (let page = 0; page < PAGES; page += 1) {
    const { nextCursor } = await ours(deep);
    if (nextCursor === null) break;
    deep = `${first}&cursor=${encodeURIComponent(nextCursor)}`;
  }
  const [newest50, limit, deepPage] = await inTurn([() => ours(first), () => bare('/'), () => ours(deep)]);
  return { bench: 'list', tickets, newest50: newest50!, deepPage: deepPage!, limit: { what: 'node:http, who asks, the same rows, JSON', ...limit! }, ratio: rounded(newest50!.p50Ms / limit!.p50Ms, 2) };
}

async function benchSearch({ tickets, ours }: FilledDesk): Promise<SearchResult> {
  const words = Object.entries(SOUGHT);
  const figures = await inTurn(words.map(([, q]) => () => ours(`/api/v1/tickets?limit=50&q=${encodeURIComponent(q)}`)));
  const at = Object.keys(SOUGHT);
  return { bench: 'search', tickets, sought: mapped(SOUGHT, (_, name) => figures[at.indexOf(name)]!) };
}

/** Asks each in turn, one client, so that a noisy moment concerns all. */
async function inTurn(all: readonly (() => Promise<unknown>)[]): Promise<Latency[]> {
  const taken = all.map((): number[] => []);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [at, ask] of all.entries()) {
      const start = performance.now();
      await ask();
      if (round >= 0) taken[at]!.push(performance.now() - start);
    }
  }
  return taken.map((milliseconds) => ({ p50Ms: rounded(percentile(milliseconds, 0.5), 2), p95Ms: rounded(percentile(milliseconds, 0.95), 2) }));
}

async function onFilledDesk<Result>(tickets: number, measure: (desk: FilledDesk) => Promise<Result>): Promise<Result> {
  if (!Number.isInteger(tickets) || tickets < 1_000 || tickets > 5_000_000) throw Object.assign(new Error('--tickets wants a number between 1000 and 5000000'), { code: 'bench.not-a-number' });
  const [port, barePort] = [await freePort(), await freePort()];
  const desk = await ScratchDesk.open({ REKEY_HTTP_PORT: String(port), REKEY_PUBLIC_URL: `http://localhost:${port}`, REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:1', REKEY_AGENTS_REQUIRE_SECOND_FACTOR: 'false' });
  try {
    const token = await inTheHouse(async (house) => {
      await fill(house, tickets);
      return readerToken(house);
    }, desk.environment);
    const bare = spawn(process.execPath, [fileURLToPath(new URL('../bench/bare-list.js', import.meta.url)), String(barePort)], { env: desk.environment, stdio: 'inherit' });
    desk.alsoStops(async () => void (await stopProcess(bare.pid!, ['SIGTERM', 'SIGKILL'])));
    await desk.start('api');
    const [ours, theirs] = [getter(port, token), getter(barePort, token)];
    const isUp = (get: Get) => get('/api/v1/tickets?limit=1').then(() => true, () => false);
    if (!(await until(async () => (await isUp(ours)) && (await isUp(theirs)), START_MS, 100))) throw Object.assign(new Error('the api did not start'), { code: 'bench.no-api' });
    return await measure({ tickets, ours, bare: theirs });
  } finally {
    await desk.close();
  }
}

function getter(port: number, token: string): Get {
  return async (path) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`);
    return (await answer.json()) as Awaited<ReturnType<Get>>;
  };
}
