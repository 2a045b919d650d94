import { connect, createServer } from 'node:net';
import { until } from './processes.js';

/**
 * Ports that no system takes for an outgoing connection: Linux does so from 32768 on, others from 49152. A port of that
 * range that is free now may be the near end of somebody's connection a moment later, when we want to listen on it.
 */
const PORTS = { from: 10_240, to: 32_767 };
/** Processes side by side begin this far from each other, so that two do not choose the same port at the same time. */
const PORTS_APART = 61;
let nextPort = PORTS.from + ((process.pid * PORTS_APART) % (PORTS.to - PORTS.from));

/** The usual ports that this process has claimed. */
const claims = new Set<number>();

/**
 * A TCP port of the loopback interface that nobody listens on: `wanted` if it is free or becomes so within `patienceMs`
 * and no other copy has claimed it, else any. Throws when every port is taken.
 */
export async function freePort(wanted = 0, patienceMs = 0): Promise<number> {
  if (wanted !== 0 && (await until(() => isPortFree(wanted), patienceMs, 50)) && (await claim(wanted))) return wanted;
  for (let tries = PORTS.to - PORTS.from; tries > 0; tries--) {
    const port = nextPort;
    nextPort = port === PORTS.to ? PORTS.from : port + 1;
    // Nobody listens on it before it is used, which may be many seconds later: so whoever else looks for any port leaves it alone.
    if ((await isPortFree(port)) && (await holds(chosenNameOf(port)))) return port;
  }
  throw new Error(`no TCP port from ${PORTS.from} to ${PORTS.to} is free`);
}

/**
 * Two copies that start at the same moment would both find the usual port free, and the server of one of them would die
 * on it. So whoever wants it listens first on a name that belongs to it: a socket without a file (unix(7), abstract),
 * which the kernel gives to one process only and takes back when that ends. Other systems have none; there nobody asks.
 */
async function claim(port: number): Promise<boolean> {
  if (claims.has(port)) return true;
  const isOurs = await holds(claimOf(port));
  if (isOurs) claims.add(port);
  return isOurs;
}

/** Whether the name was nobody's; from now on it is ours, until this process ends, by whatever way. */
async function holds(name: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const server = createServer((socket) => socket.destroy());
  return new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(name, () => {
      server.unref();
      resolve(true);
    });
  });
}

/** The name that belongs to a port. */
export function claimOf(port: number): string {
  return `\0rekey-port-${port}`;
}

/** The name of a port that was free when somebody looked for any: another one than `claimOf`, since it may be handed to a program that claims it. */
function chosenNameOf(port: number): string {
  return `\0rekey-chosen-${port}`;
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
