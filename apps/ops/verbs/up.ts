import { type Command, InvalidArgumentError } from 'commander';

/** `rekey up`: everything on this machine, with one command. */
export function up(program: Command): void {
  program.command('up').description('start the database, the local mail server and all processes; what npm start runs')
    .option('--demo-mail <count>', 'let the demo requesters write so many mails to support', wholeNumber, 0)
    .action(async ({ demoMail }: { demoMail: number }) => (await import('../up.js')).up({ demoMails: demoMail }));
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 100_000) throw new InvalidArgumentError('a whole number from 0 to 100000');
  return number;
}
