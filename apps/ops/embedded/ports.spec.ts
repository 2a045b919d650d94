import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { claimOf, freePort, isPortFree } from './ports.js';

const servers: Server[] = [];

describe('a free port', () => {
  afterEach(async () => {
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

  it('is not the wanted one when another copy took it and does not listen yet, and is again once that copy is gone, however it ended', async () => {
    const [port, own] = [await freePort(), await freePort()];
    const other = spawn(process.execPath, ['-e', `require('net').createServer().listen(${JSON.stringify(claimOf(port))}, () => console.log('claimed'))`], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(other.stdout, 'data');
      expect(await freePort(port)).not.toBe(port);
      expect(await freePort(own)).toBe(own);
      expect(await freePort(own)).toBe(own);
    } finally {
      other.kill('SIGKILL');
    }
    await once(other, 'exit');
    expect(await freePort(port)).toBe(port);
  });

  it('is none that another process has chosen, though nobody listens there yet', async () => {
    const port = await freePort();
    const other = spawn(process.execPath, ['-e', `require('net').createServer().listen(${JSON.stringify(`\0rekey-chosen-${port + 1}`)}, () => console.log('chosen'))`], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(other.stdout, 'data');
      expect(await freePort()).not.toBe(port + 1);
    } finally {
      other.kill('SIGKILL');
    }
  });
});
