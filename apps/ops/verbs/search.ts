import type { Command } from 'commander';
import { RebuildSearch } from '#tickets';
import { inTheHouse } from '../house.js';

/** `rekey search rebuild`: the index anew, while the desk goes on. */
export function search(program: Command): void {
  program.command('search').description('finding tickets by words').command('rebuild').description('build the index of the search anew; the desk goes on meanwhile')
    .action(async () => {
      await inTheHouse((house) => house.get(RebuildSearch).run());
      console.log('the search has its index anew');
    });
}
