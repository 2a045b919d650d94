import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../apps/ops/embedded/ports.js';

/** A real clamd that knows one signature of our own making; nothing comes from the network. */
export class TestClamd {
  private constructor(private readonly daemon: ChildProcess, private readonly directory: string, readonly port: number) {}

  /** @param signatures lines of an .ndb database: `Name:0:*:hex` */
  static async start(signatures: readonly string[], port?: number): Promise<TestClamd> {
    const [directory, own] = await Promise.all([mkdtemp(join(tmpdir(), 'rekey-clamd-')), port ?? freePort()]);
    const [database, temporary] = [join(directory, 'db'), join(directory, 'tmp')];
    await Promise.all([mkdir(database), mkdir(temporary)]);
    await writeFile(join(database, 'own.ndb'), `${signatures.join('\n')}\n`);
    const config = join(directory, 'clamd.conf');
    await writeFile(config, [`TCPSocket ${own}`, 'TCPAddr 127.0.0.1', `DatabaseDirectory ${database}`, `TemporaryDirectory ${temporary}`, 'Foreground yes', 'LogTime yes', 'MaxThreads 2', 'ConcurrentDatabaseReload no', ...(process.getuid?.() === 0 ? ['User root'] : []), ''].join('\n'));
    const daemon = spawn('clamd', ['-c', config], { stdio: 'ignore', env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` } });
    const clamd = new TestClamd(daemon, directory, own);
    for (let tries = 0; !(await answers(own)); tries += 1) {
      if (tries > 300 || daemon.exitCode !== null) throw new Error('clamd did not start');
      await wait(100);
    }
    return clamd;
  }

  get url(): string {
    return `tcp://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    if (this.daemon.exitCode === null) {
      const gone = new Promise((resolve) => this.daemon.once('exit', resolve));
      this.daemon.kill('SIGKILL');
      await gone;
    }
    await rm(this.directory, { recursive: true, force: true });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('zPING\0'));
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (data) => { resolve(data.toString().startsWith('PONG')); socket.destroy(); });
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
  });
}
