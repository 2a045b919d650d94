import { KeepMail, ProcessMail, StartReading } from '#intake';
import { newId, Secret } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes, type Mailbox } from '#portals';
import { ReadTickets } from '#tickets';
import { TestApi } from './api.js';

export interface FiledMail {
  readonly number: string;
  readonly messageId: string;
  readonly keptMailId: string;
}

/** The HTTP door and the steps of intake on one database: a mail's bytes go in, a ticket stands at the desk. */
export class MailingApi {
  #uid = 0;

  private constructor(readonly api: TestApi, private readonly mailbox: Mailbox) {}

  static async open(more: NodeJS.ProcessEnv = {}): Promise<MailingApi> {
    const api = await TestApi.open(more);
    const mailboxes = api.get(Mailboxes);
    const id = await mailboxes.save({
      portalKey: 'school', address: 'support@school.example', displayName: 'School', imapHost: '127.0.0.1', imapPort: 1, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x'), authservId: 'mx.school.example',
    });
    await api.get(StartReading).run(id, { uidValidity: '1', uidNext: 1 }, true);
    return new MailingApi(api, (await mailboxes.get(id))!);
  }

  /** @param lines headers of the body that follows, such as Content-Type; sender and date are added */
  async arrives(lines: readonly string[], body: string | Buffer, { from = `Vera Vogel <v${newId().slice(-6)}@post.example>`, subject = 'Login geht nicht' } = {}): Promise<FiledMail> {
    this.#uid += 1;
    const head = [`From: ${from}`, 'To: support@school.example', `Subject: ${subject}`, `Message-ID: <${newId()}@post.example>`, ...lines, '', ''].join('\r\n');
    const bytes = Buffer.concat([Buffer.from(head), Buffer.isBuffer(body) ? body : Buffer.from(body)]);
    await this.api.get(KeepMail).run(this.mailbox, { uidValidity: '1', mails: [{ uid: this.#uid, bytes, sizeBytes: bytes.length, receivedAt: new Date() }] });
    const [{ id }] = await this.rows<{ id: string }>('select id from kept_mail where uid = ?', [this.#uid]) as [{ id: string }];
    await this.api.get(ProcessMail).run({ keptMailId: id });
    const [row] = await this.rows<{ number: string; disposition: string }>('select t.number, k.disposition from kept_mail k left join ticket t on t.id = k.ticket_id where k.id = ?', [id]);
    if (!row?.number) throw new Error(`the mail was not filed: ${JSON.stringify(row)}`);
    const { messages } = (await this.api.get(ReadTickets).get(row.number, { portals: [] }))!;
    return { number: row.number, messageId: messages.find((message) => message.keptMailId === id)!.id, keptMailId: id };
  }

  rows<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return this.api.get(Database).read((em) => em.execute<Row[]>(sql, values));
  }

  close(): Promise<void> {
    return this.api.close();
  }
}

export interface PartToSend {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
  readonly headers?: readonly string[];
}

/** A multipart/mixed mail with a text and files. */
export function mailWith(parts: readonly PartToSend[], text = 'Guten Tag, mein Login geht nicht. Siehe Anhang.'): { readonly lines: string[]; readonly body: string } {
  const pieces = parts.map(({ name, type, bytes, headers = [] }) => [
    '--b', `Content-Type: ${type}`, `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}`, 'Content-Transfer-Encoding: base64', ...headers, '', bytes.toString('base64').replace(/.{76}/g, '$&\r\n'),
  ].join('\r\n'));
  return { lines: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'], body: ['--b', 'Content-Type: text/plain; charset=utf-8', '', text, ...pieces, '--b--', ''].join('\r\n') };
}
