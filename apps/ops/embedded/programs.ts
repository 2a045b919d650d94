import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where servers lie that an ordinary user does not have on the PATH. */
const ALSO = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin', '/opt/homebrew/bin'];

/** The full path of a program on this machine; undefined when there is none. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const directory of [...(process.env['PATH'] ?? '').split(delimiter), ...ALSO]) {
    const path = join(directory, name);
    if (directory !== '' && (await access(path, constants.X_OK).then(() => true, () => false))) return path;
  }
  return undefined;
}
