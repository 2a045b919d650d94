import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorageKeys } from '#storage';
import { freePort } from '../../apps/ops/embedded/ports.js';
import { stopProcess, until } from '../../apps/ops/embedded/processes.js';
import { fetchS3Proxy, S3PROXY_JAR } from '../../apps/ops/setup/s3proxy-jar.mjs';

const START_MS = 120_000;

/** A real server that speaks S3, checks signatures (AWS Signature Version 4) and keeps its objects as files. */
export interface S3Server {
  readonly keys: StorageKeys;
  readonly port: number;
  /** `s3://bucket/prefix?…` for it. */
  url(bucket: string, prefix?: string): string;
  /** @returns the folder where its objects lie */
  makeBucket(name: string): Promise<string>;
  /** The settings of a desk that keeps its bytes there. */
  environment(bucket: string): Record<string, string>;
  /** As by kill -9. */
  kill(): Promise<void>;
  /** After `kill`, at the same place with what it had. */
  start(): Promise<void>;
  /** It holds its lines open and says nothing more, until it goes on. */
  hang(): void;
  goOn(): void;
  stop(): Promise<void>;
}

/** Digests of what a folder holds under its name, however deep. */
export async function digestsIn(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).map((name) => name.split('/').at(-1)!).filter((name) => /^[0-9a-f]{64}$/.test(name)).sort();
}

export async function startS3Proxy(): Promise<S3Server> {
  await fetchS3Proxy();
  const [home, port] = [await mkdtemp(join(tmpdir(), 'rk-s3-')), await freePort()];
  const keys = { accessKeyId: 'desk', secretAccessKey: 'a secret access key of the tests' };
  const buckets = join(home, 'buckets');
  await mkdir(buckets);
  const settings = join(home, 's3proxy.properties');
  await writeFile(settings, [
    `s3proxy.endpoint=http://127.0.0.1:${port}`, 's3proxy.authorization=aws-v4', `s3proxy.identity=${keys.accessKeyId}`, `s3proxy.credential=${keys.secretAccessKey}`,
    'jclouds.provider=filesystem-nio2', 'jclouds.identity=none', 'jclouds.credential=none', `jclouds.filesystem.basedir=${buckets}`, '',
  ].join('\n'));
  let child = await run(settings, port);
  const url = (bucket: string, prefix = ''): string => `s3://${bucket}/${prefix}?endpoint=http://127.0.0.1:${port}`;
  return {
    keys, port, url,
    makeBucket: async (name) => {
      const folder = join(buckets, name);
      await mkdir(folder);
      return folder;
    },
    environment: (bucket) => ({ REKEY_STORAGE_URL: url(bucket), REKEY_STORAGE_ACCESS_KEY_ID: keys.accessKeyId, REKEY_STORAGE_SECRET_ACCESS_KEY: keys.secretAccessKey }),
    kill: async () => void (await stopProcess(child.pid!, ['SIGKILL'])),
    start: async () => {
      child = await run(settings, port);
    },
    hang: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    stop: async () => {
      await stopProcess(child.pid!, ['SIGKILL']);
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function run(settings: string, port: number): Promise<ChildProcess> {
  const said: string[] = [];
  const child = spawn('java', ['-XX:TieredStopAtLevel=1', '-Xmx256m', '-DLOG_LEVEL=warn', '-jar', S3PROXY_JAR, '--properties', settings], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  // Any answer will do. A port that is open is none: on a busy machine the first calls are hung up on.
  const isUp = (): Promise<boolean> => fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false);
  if (!(await until(async () => hasEnded() || (await isUp()), START_MS, 100)) || hasEnded()) {
    await stopProcess(child.pid!, ['SIGKILL']);
    throw new Error(`S3Proxy did not come up:\n${said.join('').slice(-4_000)}`);
  }
  return child;
}
