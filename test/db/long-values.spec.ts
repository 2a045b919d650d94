import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const HOSTILE = `ä😀'"\\?$1??\n;--{}`;

describe('a value of many letters', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => void (fresh = await freshDatabase()));
  afterAll(() => fresh?.close());

  const echo = async (values: readonly string[]): Promise<string[]> => {
    const listed = values.map((_, at) => `?::text as v${at}`).join(', ');
    const [row] = await fresh.database.read((em) => em.execute<Record<string, string>[]>(`select ${listed}`, values));
    return Object.values(row!);
  };

  it('comes back as it was, beside short ones and whatever stands in it', async () => {
    const text = fc.tuple(fc.string({ unit: fc.constantFrom(...HOSTILE) }), fc.constantFrom(0, 100)).map(([beginning, times]) => `${beginning}${HOSTILE.repeat(times)}`);
    await fc.assert(fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), async (values) => {
      expect(await echo(values)).toEqual(values);
    }));
  });

  it('is part of its transaction', async () => {
    const long = 'x'.repeat(2_000);
    const written = (): Promise<{ text: string }[]> => fresh.database.read((em) => em.execute('select text from a_text'));
    await fresh.database.transaction((tx) => tx.execute('create table a_text (text text)'));
    await expect(fresh.database.transaction(async (tx) => {
      await tx.execute('insert into a_text values (?)', [long]);
      throw new Error('no');
    })).rejects.toThrow('no');
    expect(await written()).toEqual([]);
    await fresh.database.transaction((tx) => tx.execute('insert into a_text values (?)', [long]));
    expect(await written()).toEqual([{ text: long }]);
  });
});
