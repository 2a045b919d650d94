import { spawnSync } from 'node:child_process';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CLAIMS, freePort, isPortFree } from './ports.js';

const notes: string[] = [];
const servers: Server[] = [];

/** Another copy's note on a port nobody listens on. */
async function claimedBy(pid: number, ageMs = 0): Promise<number> {
  const port = await freePort();
  const note = join(CLAIMS, String(port));
  notes.push(note);
  await mkdir(CLAIMS, { recursive: true });
  await writeFile(note, String(pid));
  await utimes(note, new Date(), new Date(Date.now() - ageMs));
  return port;
}

describe('a free port', () => {
  afterEach(async () => {
    for (const note of notes.splice(0)) await rm(note, { force: true });
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  });

  it('is one that no system takes for an outgoing connection, and another each time', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
    expect(new Set(ports).size).toBe(20);
    for (const port of ports) {
      expect(port).toBeGreaterThan(1_024);
      expect(port).toBeLessThan(32_768);
      expect(await isPortFree(port)).toBe(true);
    }
  });

  it('is not the wanted one when somebody listens there', async () => {
    const port = await freePort();
    await new Promise<void>((resolve) => servers.push(createServer().listen(port, '127.0.0.1', resolve)));
    expect(await freePort(port)).not.toBe(port);
  });

  it('is not the wanted one when another copy took it a moment ago and does not listen yet', async () => {
    const port = await claimedBy(process.ppid);
    expect(await freePort(port)).not.toBe(port);
  });

  it('is the wanted one when whoever took it is gone, took it long ago, or is us', async () => {
    const gone = await claimedBy(spawnSync('true').pid);
    expect(await freePort(gone)).toBe(gone);
    const old = await claimedBy(process.ppid, 61_000);
    expect(await freePort(old)).toBe(old);
    expect(await freePort(old)).toBe(old);
  });
});
