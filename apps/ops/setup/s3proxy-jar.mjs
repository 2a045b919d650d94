import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

const VERSION = '2.7.0';
const CACHE = join(homedir(), '.cache', 'rekey');
const NAME = `s3proxy-${VERSION}-jar-with-dependencies.jar`;

/** Where S3Proxy for the tests lies, a server that speaks S3 and keeps files; outside the repository, so that clones share it. */
export const S3PROXY_JAR = join(CACHE, NAME);

/** Fetches S3Proxy with Maven; quick when it is there already. */
export async function fetchS3Proxy() {
  if (existsSync(S3PROXY_JAR)) return;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'fetching-'));
  try {
    await run('mvn', [
      '-q', '-B', 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy', `-Dartifact=org.gaul:s3proxy:${VERSION}:jar:jar-with-dependencies`, `-DoutputDirectory=${folder}`,
    ], { cwd: folder });
    renameSync(join(folder, NAME), S3PROXY_JAR);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
