import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

/** Who the embedded servers run as. PostgreSQL refuses root, and nobody should serve mail as root. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  readonly group: string;
  /** Whether we are root and hand over to this account; else it is the account we have. */
  readonly isHandedOver: boolean;
}

/** As root `postgres`, else `nobody`; otherwise the account that runs us. */
export function serverAccount(): ServerAccount {
  const isRoot = process.getuid?.() === 0;
  const own = userInfo();
  if (!isRoot) return { uid: own.uid, gid: own.gid, user: own.username, group: groupName(own.gid), isHandedOver: false };
  const passwd = lines('/etc/passwd');
  const found = passwd.find(([name]) => name === 'postgres') ?? passwd.find(([name]) => name === 'nobody');
  if (!found) throw new Error('neither an account `postgres` nor `nobody` exists to run PostgreSQL as; start as an ordinary user instead');
  const [user, , uid, gid] = found as [string, string, string, string];
  return { uid: Number(uid), gid: Number(gid), user, group: groupName(Number(gid)), isHandedOver: true };
}

function groupName(gid: number): string {
  return lines('/etc/group').find(([, , id]) => Number(id) === gid)?.[0] ?? String(gid);
}

function lines(path: string): string[][] {
  return readFileSync(path, 'utf8').split('\n').map((line) => line.split(':'));
}
