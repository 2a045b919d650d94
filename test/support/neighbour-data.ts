/** The database that every test database is cloned from. */
export const TEMPLATE = 'rekey_template';

/** Where the neighbours of this test run are; null for one that this machine cannot have. */
export interface Neighbours {
  readonly adminUrl: string;
  readonly redisUrl: string | null;
  readonly mail: { readonly imapPort: number; readonly smtpPort: number; readonly lmtpPort: number; readonly usersFile: string } | null;
}

/** @throws Error outside of the jest projects that start neighbours */
export function neighbours(): Neighbours {
  const given = process.env['REKEY_TEST_NEIGHBOURS'];
  if (!given) throw new Error('no neighbours are running; specs that need them belong to test/db, test/contracts or test/stories');
  return JSON.parse(given) as Neighbours;
}
