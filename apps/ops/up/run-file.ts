import type { DemoWorld } from '../demo/seed-demo-world.js';

export interface DeskPorts {
  readonly http: number;
  readonly imap: number;
  readonly smtp: number;
  readonly lmtp: number;
  readonly postgres: number;
  /** Of the sign-in service at which people of one organisation sign in. */
  readonly home: number;
}

/** `$REKEY_HOME/run.json`: where everything is and how to sign in, for people and scripts. Mode 0600. */
export interface RunFile {
  readonly startedAt: string;
  readonly pid: number;
  readonly urls: { readonly console: string; readonly playground: string; readonly portals: Readonly<Record<string, string>> };
  readonly ports: DeskPorts;
  readonly databaseUrl: string;
  readonly agents: readonly { readonly email: string; readonly password: string; readonly roles: readonly string[] }[];
  readonly requesters: readonly {
    readonly portal: string; readonly name: string; readonly address: string; readonly password: string;
    readonly username?: string; readonly portalPassword?: string; readonly homePassword?: string;
  }[];
  readonly mailboxes: readonly {
    readonly kind: 'support' | 'requester'; readonly portal: string; readonly address: string; readonly imapHost: string; readonly imapPort: number;
    readonly smtpPort: number; readonly user: string; readonly password: string;
  }[];
}

/** What stands in run.json. */
export function runFile(publicUrl: string, ports: DeskPorts, databaseUrl: string, world: DemoWorld, startedAt: Date): RunFile {
  const mailbox = (kind: 'support' | 'requester', portal: string, address: string, password: string) => ({
    kind, portal, address, imapHost: '127.0.0.1', imapPort: ports.imap, smtpPort: ports.smtp, user: address, password,
  });
  return {
    startedAt: startedAt.toISOString(),
    pid: process.pid,
    urls: {
      console: `${publicUrl}/`,
      playground: `${publicUrl}/playground`,
      portals: Object.fromEntries(world.mailboxes.map(({ portal }) => [portal, `${publicUrl}/portal/${portal}`])),
    },
    ports,
    databaseUrl,
    agents: world.agents.map(({ email, password, roles }) => ({ email, password, roles })),
    requesters: world.requesters.map(({ portal, name, address, imapPassword, username, portalPassword, homePassword }) => ({
      portal, name, address, password: imapPassword, ...(username && { username }), ...(portalPassword && { portalPassword }), ...(homePassword && { homePassword }),
    })),
    mailboxes: [
      ...world.mailboxes.map(({ portal, address, password }) => mailbox('support', portal, address, password)),
      ...world.requesters.map(({ portal, address, imapPassword }) => mailbox('requester', portal, address, imapPassword)),
    ],
  };
}
