import { fuzz } from './fuzz-mails.js';

const MINUTE_MS = 60_000;
const asked = Object.fromEntries(process.argv.slice(2).map((argument) => argument.replace(/^--/, '').split('=') as [string, string]));
const seed = Number(asked['seed'] ?? Math.floor(Math.random() * 1_000_000_000));
console.log(`seed ${seed}`);
const { mails, slowestMs, findings } = await fuzz(seed, Number(asked['minutes'] ?? 1) * MINUTE_MS, Number(asked['mails'] ?? Number.POSITIVE_INFINITY));
for (const finding of findings) console.log(`${finding.seed}  ${finding.from}  ${finding.problem}`);
console.log(`${mails} broken mails read, the slowest in ${Math.round(slowestMs)} ms, ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
