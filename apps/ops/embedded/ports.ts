import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, until } from './processes.js';

/**
 * Ports that no system takes for an outgoing connection: Linux does so from 32768 on, others from 49152. A port of that
 * range that is free now may be the near end of somebody's connection a moment later, when we want to listen on it.
 */
const PORTS = { from: 10_240, to: 32_767 };
/** Processes side by side begin this far from each other, so that two do not choose the same port at the same time. */
const PORTS_APART = 61;
let nextPort = PORTS.from + ((process.pid * PORTS_APART) % (PORTS.to - PORTS.from));

/** Whoever got a port listens on it within this time, or has given up. */
const CLAIM_MS = 60_000;
/** Where copies of the same person leave their notes. */
export const CLAIMS = join(tmpdir(), `rekey-ports-${process.getuid?.() ?? ''}`);

/**
 * A TCP port of the loopback interface that nobody listens on: `wanted` if it is free or becomes so within `patienceMs`
 * and no other copy took it in the last minute, else any. Throws when every port is taken.
 */
export async function freePort(wanted = 0, patienceMs = 0): Promise<number> {
  if (wanted !== 0 && (await until(() => isPortFree(wanted), patienceMs, 50)) && (await claim(wanted))) return wanted;
  for (let tries = PORTS.to - PORTS.from; tries > 0; tries--) {
    const port = nextPort;
    nextPort = port === PORTS.to ? PORTS.from : port + 1;
    if (await isPortFree(port)) return port;
  }
  throw new Error(`no TCP port from ${PORTS.from} to ${PORTS.to} is free`);
}

/**
 * Two copies that start at the same moment would both find the usual port free, and the server of one of them would die
 * on it. So the first leaves a note; the note of a process that is gone, or an old one, does not count.
 */
async function claim(port: number): Promise<boolean> {
  const note = join(CLAIMS, String(port));
  await mkdir(CLAIMS, { recursive: true, mode: 0o700 });
  for (const isLastTry of [false, true]) {
    const isOurs = await writeFile(note, String(process.pid), { flag: 'wx', mode: 0o600 }).then(() => true, () => false);
    if (isOurs) return true;
    if (isLastTry || (await isHeldByAnother(note))) return false;
    await rm(note, { force: true });
  }
  return false;
}

async function isHeldByAnother(note: string): Promise<boolean> {
  const [owner, age] = await Promise.all([
    readFile(note, 'utf8').then(Number, () => 0),
    stat(note).then(({ mtimeMs }) => Date.now() - mtimeMs, () => CLAIM_MS),
  ]);
  // A note that is still empty is being written.
  return age < CLAIM_MS && owner !== process.pid && (owner === 0 || isAlive(owner));
}

/** Whether we could listen on the port of the loopback interface. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Whether somebody answers on the port of the loopback interface. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .once('connect', () => { socket.destroy(); resolve(true); })
      .once('error', () => resolve(false));
  });
}
