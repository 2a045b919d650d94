import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPPoolOptions } from 'nodemailer';
import type { Secret } from '#kernel';

/** What a relay says of itself. */
export interface RelayWord {
  /** The extensions that it named when it was greeted, upper case (RFC 5321 section 4.1.1.1). */
  readonly extensions: readonly string[];
  /** What it said to `MAIL FROM:<>`, where that was tried and refused for good. */
  readonly nullSenderRefused?: string | undefined;
}

/** A way to sign in that no relay knows: nodemailer then lets us talk to the relay ourselves. */
const OUR_WORDS = 'X-REKEY-ASKS';

/**
 * Greets a relay on a connection of its own and hangs up; no mail is sent.
 *
 * @param triesNullSender signs in and tries `MAIL FROM:<>`, taken back at once by RSET: some relays let a sender in and then send only what bears its own address
 * @param as the mailbox that signs in by its token (XOAUTH2) before that
 * @throws the error of the connection, of TLS or of the sign-in
 */
export async function askRelay(options: SMTPPoolOptions, { triesNullSender, as }: { readonly triesNullSender: boolean; readonly as?: { readonly user: string; readonly token: Secret } | undefined }): Promise<RelayWord> {
  let word: RelayWord = { extensions: [] };
  const connection = new SMTPConnection({
    ...options,
    customAuth: {
      [OUR_WORDS]: async ({ extensions, sendCommand }) => {
        if (as) {
          const { status, response } = await sendCommand(`AUTH XOAUTH2 ${Buffer.from(`user=${as.user}\u0001auth=Bearer ${as.token.reveal()}\u0001\u0001`).toString('base64')}`);
          if (status !== 235) throw new Error(response);
        }
        const said = triesNullSender ? await sendCommand('MAIL FROM:<>') : undefined;
        if (said) await sendCommand('RSET');
        word = { extensions, ...(said && said.status >= 500 && { nullSenderRefused: said.response }) };
      },
    },
  });
  const { user, pass } = { user: undefined, pass: undefined, ...options.auth } as { user?: string; pass?: string };
  try {
    await new Promise<void>((resolve, reject) => {
      const failed = (error: Error | null | undefined): boolean => (error ? (reject(error), true) : false);
      const ask = (): void => connection.login({ method: OUR_WORDS }, (error) => void (failed(error) || resolve()));
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('the relay hung up')));
      connection.connect((error) => {
        if (failed(error)) return;
        if (triesNullSender && user && pass && connection.allowsAuth) connection.login({ user, pass }, (refused) => void (failed(refused) || ask()));
        else ask();
      });
    });
    connection.quit();
  } catch (error) {
    connection.close();
    throw error;
  }
  return word;
}
