import type { ImapFlow, MailboxObject } from 'imapflow';
import { FolderMissing, MailboxNotTrusted, MailboxSignInRefused, MailboxUnreachable } from '../intake.faults.js';
import type { MailboxAccess } from '../mail-source.js';

const CONNECT_MS = 20_000;
/** Below the 30 minutes of RFC 2177 and below what routers forget (helpdesk-peers: IDLE silently dead for hours). */
const IDLE_AT_MOST_MS = 9 * 60_000;
const LARGEST_LITERAL = 512 * 1024 * 1024;

export interface ImapSettings {
  /** Certificates (PEM) to trust besides the usual ones. */
  readonly ca?: readonly string[] | undefined;
  /** How long a short command may take; then the line is dead, whatever TCP thinks. */
  readonly answerMs: number;
  /** The same for listing and fetching. */
  readonly transferMs: number;
}

/**
 * Signs in and opens the folder. Certificates are verified and the name in them, too; a server that does not offer
 * STARTTLS where it was asked for is refused before anything is said (RFC 8314).
 *
 * @throws MailboxUnreachable, MailboxNotTrusted, MailboxSignInRefused, FolderMissing
 */
export async function connect(access: MailboxAccess, { ca, answerMs }: ImapSettings, readOnly: boolean): Promise<{ readonly client: ImapFlow; readonly folder: MailboxObject }> {
  // Loaded when it is needed: worker and api have it for a move now and then only.
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    host: access.host,
    port: access.port,
    secure: access.security === 'implicit',
    doSTARTTLS: access.security === 'starttls',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca ? { ca: [...ca] } : {}) },
    auth: 'accessToken' in access ? { user: access.user, accessToken: access.accessToken.reveal() } : { user: access.user, pass: access.password.reveal() },
    logger: false,
    disableAutoIdle: true,
    // Where a folder is read we ask what vanished; a follow-up asks by UID what is there, and has no use for it.
    qresync: readOnly,
    maxIdleTime: IDLE_AT_MOST_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    maxLiteralSize: LARGEST_LITERAL,
    clientInfo: { name: 'Rekey' },
  });
  // Without a listener a late socket error would end the process; `close` tells us what we need.
  client.on('error', () => undefined);
  const where = `${access.user} at ${access.host}:${access.port}`;
  // The library waits for the answer to a sign-in for ever.
  const watchdog = setTimeout(() => client.close(), CONNECT_MS + answerMs);
  try {
    await client.connect();
    return { client, folder: await openFolder(client, access.folder, readOnly) };
  } catch (cause) {
    client.close();
    throw inOurWords(cause, where);
  } finally {
    clearTimeout(watchdog);
  }
}

/**
 * With a UIDNEXT in any case: the answer to SELECT may come without one (RFC 3501 section 6.3.1), and old servers use that.
 *
 * @throws FolderMissing; whatever else the server says to it goes up as it is
 */
export async function openFolder(client: ImapFlow, folder: string, readOnly: boolean): Promise<MailboxObject> {
  try {
    const opened = await client.mailboxOpen(folder, { readOnly });
    return Number.isInteger(opened.uidNext) ? opened : { ...opened, uidNext: await uidNextOf(client, opened.path) };
  } catch (cause) {
    // The library has asked for the list: a folder that is there and does not open is another trouble.
    if (!client.usable || !(cause as { mailboxMissing?: boolean }).mailboxMissing) throw cause;
    throw new FolderMissing(`there is no folder ${folder}: ${answerOf(cause)}`, { cause });
  }
}

/** What STATUS says; else the number behind the highest that is there, since a UID is never given again below it while it is. */
async function uidNextOf(client: ImapFlow, path: string): Promise<number> {
  const status = await client.status(path, { uidNext: true });
  if (status && Number.isInteger(status.uidNext)) return status.uidNext!;
  const uids = await client.search({ all: true }, { uid: true });
  if (!Array.isArray(uids)) throw new Error('the server does not list the folder');
  return uids.reduce((highest, uid) => Math.max(highest, uid), 0) + 1;
}

function inOurWords(cause: unknown, where: string): Error {
  if (cause instanceof FolderMissing) return new FolderMissing(`${where}: ${cause.message}`, { cause });
  const { authenticationFailed, tlsFailed, code, serverResponseCode, oauthError } = cause as { authenticationFailed?: boolean; tlsFailed?: boolean; code?: string; serverResponseCode?: string; oauthError?: { status?: string } };
  // RFC 5530: the server could not look us up; it says nothing about the password.
  const isServersTrouble = serverResponseCode === 'UNAVAILABLE' || serverResponseCode === 'INUSE' || serverResponseCode === 'LIMIT';
  if (authenticationFailed && !isServersTrouble) return new MailboxSignInRefused(`signing in as ${where}: ${oauthError?.status ? `token refused (${oauthError.status})` : answerOf(cause)}`, { cause });
  if (tlsFailed || isAboutCertificate(code)) return new MailboxNotTrusted(`no trusted line to ${where}: ${answerOf(cause)}`, { cause });
  return new MailboxUnreachable(`opening ${where}: ${answerOf(cause)}`, { cause });
}

/** OpenSSL's verdicts on certificates, as Node names them. */
function isAboutCertificate(code = ''): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|CRL|HOSTNAME_MISMATCH/.test(code);
}

/** What the server said, else what the library says; never what we said. */
export function answerOf(cause: unknown): string {
  const { responseText, response, message } = cause as { responseText?: string; response?: unknown; message?: string };
  return responseText ?? (typeof response === 'string' && response !== '' ? response.replace(/^\S+ (NO|BAD) /, '') : undefined) ?? message ?? String(cause);
}
