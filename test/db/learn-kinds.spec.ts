import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UNKNOWN_KIND } from '#agents';
import { Directories, Directory, DirectoryRefused, DirectoryUnreachable } from '#directory';
import type { Database } from '#persistence';
import { Portals } from '#portals';
import { LearnKinds } from '#recovery';
import { recoveryWorld, type RecoveryWorld } from '../support/recovery-world.js';

/** The directories of a world; what they are asked is written down, and some questions go wrong. */
class FaultyDirectories extends Directories {
  /** `portal` for a question about nobody, `portal ref` for one about an account. */
  readonly asked: string[] = [];
  readonly away = new Set<string>();
  /** By the reference of an account; takes away what it throws only once. */
  readonly faults = new Map<string, () => Error>();

  constructor(private readonly inner: Directories) {
    super();
  }

  of(portalKey: string): Directory {
    const inner = this.inner.of(portalKey);
    const ask = async <T>(question: string, fault: Error | undefined, answer: () => Promise<T>): Promise<T> => {
      this.asked.push(question);
      if (this.away.has(portalKey)) throw new DirectoryUnreachable('no route to host');
      if (fault) throw fault;
      return answer();
    };
    return new Proxy(inner, {
      get: (target, name: keyof Directory) => {
        if (name === 'get') return (ref: string) => ask(`${portalKey} ${ref}`, this.faults.get(ref)?.(), () => target.get(ref));
        if (name === 'mustBeUsable') return () => ask(portalKey, undefined, () => target.mustBeUsable());
        return target[name] as unknown;
      },
    });
  }
}

describe('the kinds of accounts behind older tickets', () => {
  let world: RecoveryWorld;
  let directories: FaultyDirectories;
  let learn: LearnKinds;
  let count = 0;

  beforeAll(async () => void (world = await recoveryWorld()));
  afterAll(() => world?.close());
  beforeEach(() => {
    directories = new FaultyDirectories(world.get(Directories));
    learn = new LearnKinds(world.database, world.get(Portals), directories, world.clock);
  });
  afterEach(() => world.rows(`update ticket set account_kind = 'pupil'`));

  const after = (minutes: number) => learn.run(new Date(world.clock.now().getTime() + minutes * 60_000));
  const unknown = async (portalKey = 'school') => (await world.rows<{ count: number }>('select count(*)::int as count from ticket where portal_key = ? and account_kind = ?', [portalKey, UNKNOWN_KIND]))[0]!.count;
  const asks = async (work: () => Promise<number>) => {
    directories.asked.length = 0;
    return [await work(), directories.asked.length];
  };

  /** Tickets of a portal from before rights knew kinds; what they are about, the newest first. */
  async function older(portalKey: string, many: number): Promise<string[]> {
    const refs: string[] = [];
    for (let left = many; left > 0; left -= 1) {
      count += 1;
      const address = `pupil${count}@post.example`;
      refs.unshift(await world.person({ portalKey, username: `pupil${count}`, addresses: [{ address }], password: undefined }));
      const { number } = await world.writes(address, { portalKey });
      await world.rows(`update ticket set account_kind = ? where number = ?`, [UNKNOWN_KIND, number]);
    }
    return refs;
  }

  it('are learnt in the round after their directory is back; until then it is asked twice a round, and no other portal waits', async () => {
    await older('school', 3);
    await older('manufacturer', 2);
    directories.away.add('school');
    expect(await asks(() => after(0))).toEqual([2, 4]);
    expect(await unknown('manufacturer')).toBe(0);
    for (const minute of [1, 2]) expect(await asks(() => after(minute))).toEqual([0, 2]);
    directories.away.delete('school');
    expect(await asks(() => after(3))).toEqual([3, 3]);
    expect(await unknown()).toBe(0);
  });

  it('go on where their directory went away, a whole portion later, too', async () => {
    const refs = await older('school', 28);
    const [gone] = refs.splice(26, 1);
    directories.faults.set(gone!, () => {
      directories.away.add('school');
      return new DirectoryUnreachable('no route to host');
    });
    expect(await asks(() => after(0))).toEqual([25, 25]);
    expect(await asks(() => after(1))).toEqual([1, 3]);
    directories.away.clear();
    directories.faults.clear();
    expect(await asks(() => after(2))).toEqual([2, 2]);
    expect(await unknown()).toBe(0);
  });

  it('wait for no other ticket: one account that the directory refuses, or that breaks it every time, is passed over for an hour', async () => {
    const refs = await older('school', 5);
    directories.faults.set(refs[0]!, () => new DirectoryRefused('not a reference'));
    directories.faults.set(refs[2]!, () => new DirectoryUnreachable('500'));
    directories.faults.set(refs[3]!, () => new TypeError('undefined is not a name'));
    // Refused is asked once, what may have been a moment twice, with a look whether anything else is answered.
    expect(await asks(() => after(0))).toEqual([2, 1 + 3 + 3 + 2]);
    directories.faults.clear();
    expect(await asks(() => after(59))).toEqual([0, 0]);
    expect(await asks(() => after(61))).toEqual([3, 3]);
  });

  it('do not wait for an hour because of one moment', async () => {
    const [ref] = await older('school', 2);
    directories.faults.set(ref!, () => {
      directories.faults.clear();
      return new DirectoryUnreachable('reset by peer');
    });
    expect(await asks(() => after(0))).toEqual([2, 4]);
    expect(await unknown()).toBe(0);
  });

  it('go on with the ticket at which the database went away', async () => {
    await older('school', 3);
    const database = Object.create(world.database) as Database;
    database.statement = () => Promise.reject(new Error('terminating connection'));
    learn = new LearnKinds(database, world.get(Portals), directories, world.clock);
    await expect(after(0)).rejects.toThrow('terminating connection');
    database.statement = (work) => world.database.statement(work);
    expect(await after(1)).toBe(3);
  });
});
