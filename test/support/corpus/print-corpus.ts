import { printable as printableRecognition, measure as measureRecognition } from '../measure-recognition.js';
import { judgedSets, printableTable, rowsOf } from '../recognition-table.js';
import { hasCorpus } from './outcome.js';
import { printable, SOURCES } from './measure-corpus.js';

/** `npm run corpus [-- --wrong] [source …]`: how well we read what other projects have collected. Exit 1 when a source is below its aim. */
const asked = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const withWrong = process.argv.includes('--wrong');

if (asked.length === 0 || asked.includes('recognition')) {
  const sets = await judgedSets();
  for (const [name, judged] of sets) console.log(printableRecognition(name, measureRecognition(judged)).split('\n').slice(0, withWrong ? undefined : 4).join('\n'));
  const rows = rowsOf([...sets.values()].flat());
  console.log(`\n${printableTable(rows)}\n`);
  if (rows.at(-1)!.leaks > 0) process.exitCode = 1;
}
if (!hasCorpus()) {
  console.log('The corpus is not on this machine (../shared/corpus); nothing to measure.');
} else {
  for (const [name, measure] of Object.entries(SOURCES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const outcome = await measure();
    console.log(printable(outcome, withWrong));
    if (outcome.right < outcome.atLeast) process.exitCode = 1;
  }
}
