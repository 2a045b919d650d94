import { Command } from 'commander';

export interface VerbAnswer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * A verb as `rekey` runs it, in these settings; only the start of a process is left out.
 *
 * @param register puts the verb into the program
 * @param onLine hears what it says while it runs
 */
export async function runVerb(register: (program: Command) => void, words: readonly string[], environment: Readonly<Record<string, string>>, onLine: (line: string) => unknown = () => undefined): Promise<VerbAnswer> {
  const said = { out: '', err: '' };
  const program = new Command('rekey').exitOverride().configureOutput({ writeOut: (text) => (said.out += text), writeErr: (text) => (said.err += text) });
  register(program);
  for (const command of program.commands.flatMap((one) => [one, ...one.commands])) command.exitOverride().configureOutput({ writeOut: (text) => (said.out += text), writeErr: (text) => (said.err += text) });
  const { log, error } = console;
  const before = { ...process.env };
  Object.assign(process.env, environment);
  Object.assign(console, { log: (line: string) => { said.out += `${line}\n`; void onLine(line); }, error: (line: string) => (said.err += `${line}\n`) });
  try {
    await program.parseAsync(['node', 'rekey', ...words]);
    const code = Number(process.exitCode ?? 0);
    process.exitCode = 0;
    return { code, ...said };
  } catch (problem) {
    // Without a code it is a bug, whose trace nobody should see at the keyboard.
    if (!(problem instanceof Error && 'code' in problem)) throw problem;
    return { code: 1, out: said.out, err: `${said.err}${problem.message}` };
  } finally {
    Object.assign(console, { log, error });
    for (const name of Object.keys(environment)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
