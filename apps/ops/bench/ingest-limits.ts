import { ImapFlow } from 'imapflow';
import pg from 'pg';
import PostalMime from 'postal-mime';

const BATCH = 50;

export interface FullMailbox {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** What is done with each fetched mail. */
type Step = (source: Buffer) => Promise<unknown>;

/** Seconds that the bare libraries need for a whole mailbox, one after the other: an IMAP connection, a parser, a database connection. */
export const INGEST_LIMITS = {
  'fetch only': (mailbox: FullMailbox) => throughMailbox(mailbox, async () => undefined),
  'fetch and parse': (mailbox: FullMailbox) => throughMailbox(mailbox, (source) => PostalMime.parse(source)),
  'fetch, parse, one transaction a mail': inserting,
} as const satisfies Record<string, (mailbox: FullMailbox, databaseUrl: string) => Promise<number>>;

export type IngestLimit = keyof typeof INGEST_LIMITS;

async function throughMailbox({ port, user, password }: FullMailbox, step: Step): Promise<number> {
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth: { user, pass: password }, logger: false });
  await client.connect();
  try {
    const folder = await client.mailboxOpen('INBOX', { readOnly: true });
    const start = performance.now();
    for (let from = 1; from <= folder.exists; from += BATCH) {
      const sources: Buffer[] = [];
      for await (const { source } of client.fetch(`${from}:${Math.min(folder.exists, from + BATCH - 1)}`, { source: true })) sources.push(source!);
      for (const source of sources) await step(source);
    }
    return (performance.now() - start) / 1_000;
  } finally {
    await client.logout();
  }
}

/** Ticket, message and raw mail in one statement, which is one transaction; an answer finds its ticket by In-Reply-To. */
async function inserting(mailbox: FullMailbox, databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(TABLES);
    return await throughMailbox(mailbox, async (source) => {
      const mail = await PostalMime.parse(source);
      const attachments = mail.attachments.map(({ filename, mimeType }) => ({ filename, mimeType }));
      await client.query({
        name: 'insert', text: INSERT,
        values: [bare(mail.inReplyTo), mail.subject ?? '', mail.from?.address ?? '', bare(mail.messageId), mail.text ?? '', mail.html ?? null, JSON.stringify(attachments), source],
      });
    });
  } finally {
    await client.query('drop schema if exists bench_limit cascade');
    await client.end();
  }
}

const TABLES = `drop schema if exists bench_limit cascade; create schema bench_limit;
  create table bench_limit.ticket (id bigint generated always as identity primary key, subject text not null, sender text not null, created_at timestamptz not null default now());
  create table bench_limit.message (id bigint generated always as identity primary key, ticket_id bigint not null, message_id text not null unique, body text not null, html text,
    attachments jsonb not null, raw bytea not null);
  create index on bench_limit.message (ticket_id);
  alter table bench_limit.message alter column raw set storage external`;

const INSERT = `with answered as (select ticket_id from bench_limit.message where message_id = $1),
  opened as (insert into bench_limit.ticket (subject, sender) select $2, $3 where not exists (select 1 from answered) returning id)
  insert into bench_limit.message (ticket_id, message_id, body, html, attachments, raw)
  select coalesce((select ticket_id from answered), (select id from opened)), $4, $5, $6, $7, $8`;

function bare(messageId: string | undefined): string {
  return (messageId ?? '').replace(/^<|>$/g, '');
}
