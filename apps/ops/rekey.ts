import { Command } from 'commander';
import { ConfigProblems } from '#config';
import { Fault } from '#kernel';

const LEAVE_MS = 2_000;

type Verb = (program: Command) => void;

/** Every verb and its file. Only the one that is asked for is loaded, so that each starts as fast as it can. */
const VERBS: Record<string, () => Promise<Verb>> = {
  up: async () => (await import('./verbs/up.js')).up,
  migrate: async () => (await import('./verbs/migrate.js')).migrate,
  config: async () => (await import('./verbs/config.js')).config,
  portal: async () => (await import('./verbs/portal.js')).portal,
  directory: async () => (await import('./verbs/directory.js')).directory,
  mailbox: async () => (await import('./verbs/mailbox.js')).mailbox,
  agent: async () => (await import('./verbs/agent.js')).agent,
  audit: async () => (await import('./verbs/audit.js')).audit,
  dkim: async () => (await import('./verbs/dkim.js')).dkim,
  smime: async () => (await import('./verbs/smime.js')).smime,
  doctor: async () => (await import('./verbs/doctor.js')).doctor,
  explain: async () => (await import('./verbs/explain.js')).explain,
  privacy: async () => (await import('./verbs/privacy.js')).privacy,
  search: async () => (await import('./verbs/search.js')).search,
  trace: async () => (await import('./verbs/trace.js')).trace,
  mail: async () => (await import('./verbs/mail.js')).mail,
  backup: async () => (await import('./verbs/backup.js')).backup,
  restore: async () => (await import('./verbs/backup.js')).restore,
  bench: async () => (await import('./verbs/bench.js')).bench,
};

const program = new Command('rekey').description('The helpdesk for people who are locked out').showHelpAfterError();
const asked = process.argv[2] ?? '';
const wanted = Object.hasOwn(VERBS, asked) ? [asked] : Object.keys(VERBS);
for (const name of wanted) (await VERBS[name]!())(program);
// Commander would show the general help and call it success.
if (asked !== '' && !asked.startsWith('-') && asked !== 'help' && !Object.hasOwn(VERBS, asked)) program.error(`error: unknown command '${asked}'`);

try {
  await program.parseAsync();
} catch (error) {
  // What the person at the keyboard can do something about is said in a sentence; a bug shows where it is.
  const isExpected = error instanceof ConfigProblems || error instanceof Fault || (error instanceof Error && 'code' in error);
  console.error(isExpected ? said(error as Error) : error);
  const hint = error instanceof ConfigProblems ? (await import('./up/running-desk.js')).whereIsTheDesk() : undefined;
  if (hint !== undefined) console.error(hint);
  process.exit(1);
}
/** Files are named on the command line, so the name and what is wrong with it say all. */
function said(error: Error & { readonly code?: unknown; readonly path?: unknown }): string {
  return error.code === 'ENOENT' && typeof error.path === 'string' ? `${error.path}: there is no such file` : error.message;
}

// What the doctor looked at in vain, such as a network disk that hangs, must not keep the terminal.
if (asked === 'doctor') setTimeout(() => process.exit(), LEAVE_MS).unref();
