import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

const VERSION = '26.7.3';
const CACHE = join(homedir(), '.cache', 'rekey');

/** Parts of Keycloak that no directory needs; less to start. */
const WITHOUT = 'admin,account,device-flow,ciba,par,kerberos,impersonation';

/** Where Keycloak for the tests lies, outside the repository, so that clones share it. */
export const KEYCLOAK_HOME = join(CACHE, `keycloak-${VERSION}`);

/** Fetches Keycloak's distribution with Maven and builds it once for a database in memory; quick when it is there already. */
export async function fetchKeycloak() {
  if (existsSync(KEYCLOAK_HOME)) return;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'fetching-'));
  try {
    await run('mvn', [
      '-q', '-B', 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack', `-Dartifact=org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`, `-DoutputDirectory=${folder}`,
    ], { cwd: folder });
    // Maven leaves a mark of its own beside it.
    const unpacked = readdirSync(folder).find((name) => name.startsWith('keycloak-'));
    await run('sh', [join(folder, unpacked, 'bin', 'kc.sh'), 'build', '--db=dev-mem', `--features-disabled=${WITHOUT}`], { env: { JAVA_OPTS_KC_HEAP: '-Xms64m -Xmx512m' } });
    renameSync(join(folder, unpacked), KEYCLOAK_HOME);
  } catch (error) {
    // Somebody else was quicker.
    if (!existsSync(KEYCLOAK_HOME)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
