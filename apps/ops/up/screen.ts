import type { DemoWorld } from '../demo/seed-demo-world.js';
import type { RunFile } from './run-file.js';

/** The last thing that `rekey up` prints: where to go, how to get in, what to try. */
export function readyScreen(run: RunFile, world: DemoWorld, home: string, hasMail: boolean): string {
  const line = (name: string, text: string): string => `  ${name.padEnd(12)}${text}`;
  const jonas = world.requesters.find(({ portalPassword }) => portalPassword !== null);
  return [
    '',
    '  Rekey is running.',
    '',
    line('Console', run.urls.console),
    ...world.agents.map(({ email, password, roles }) => line('', `${email.padEnd(28)}${password}   ${roles.join(', ')}`)),
    line('Playground', `${run.urls.playground}   (be one of the people and write to support)`),
    ...Object.values(run.urls.portals).map((url, index) => line(index === 0 ? 'Portals' : '', url)),
    line('Mail', hasMail ? `IMAP 127.0.0.1:${run.ports.imap}   SMTP 127.0.0.1:${run.ports.smtp}` : 'none: no Dovecot 2.3 on this machine, so no mail can be sent or read here'),
    ...(hasMail ? [line('Write to', world.mailboxes.slice(0, 2).map(({ address }) => address).join(' or '))] : []),
    line('Sign-ins', `${home}/run.json has every account, mailbox and password`),
    '',
    ...(hasMail && jonas ? [
      `  Try this: open the playground, be ${jonas.name}, and write to support that the password is forgotten.`,
      '  A ticket appears in the console by itself, and a link in the mailbox of the person, within seconds.',
      '  Then be a person who can no longer read the old mailbox, and help as an agent.',
      '',
    ] : []),
    '  Ctrl-C stops everything; the data stays.',
    '',
  ].join('\n');
}
