import type { Sealer } from '#kernel';
import type { EntityManager } from '#persistence';
import type { Finding } from './check.js';

/** What was set before secrets had a place is sealed for its row only. */
const FOR_TARGET = `coalesce(' for ' || target, '')`;

/** What lies sealed for long, row by row, with the context that it was sealed for. Links and codes that wait for their mail are over soon and left out. */
const SEALED: readonly { readonly what: string; readonly rows: string }[] = [
  { what: 'passwords of mailboxes', rows: `select imap_password_sealed as sealed, 'mailbox:' || id || ':imap' as context from mailbox` },
  { what: 'tokens of mailboxes', rows: `select secrets_sealed as sealed, 'mailbox:' || mailbox_id || ':oauth' as context from mailbox_token` },
  { what: 'secrets of directories', rows: `select sealed, 'directory:' || portal_key || ${FOR_TARGET} as context from directory_secret` },
  { what: 'secrets of services', rows: `select sealed, 'portal:' || portal_key || ':' || name || ${FOR_TARGET} as context from portal_secret` },
  { what: 'DKIM keys', rows: `select private_key_sealed as sealed, 'dkim:' || id as context from dkim_key` },
  { what: 'S/MIME keys', rows: `select private_key_sealed as sealed, 'smime:' || id as context from smime_key` },
  { what: 'second factors of agents', rows: `select totp_secret_sealed as sealed, 'agent:' || id || ':totp' as context from agent where totp_secret_sealed is not null` },
  { what: 'second factors of built-in accounts', rows: `select totp_secret_sealed as sealed, 'builtin:' || id || ':totp' as context from builtin_account where totp_secret_sealed is not null` },
];

/** Of each kind; a key that is another one opens none of them. */
const MOST = 500;

/** One line: whether what was sealed opens with the present REKEY_SECRET_KEY. Nothing of it is shown. */
export async function examineSeals(em: EntityManager, sealer: Sealer): Promise<Finding> {
  const what = 'sealed secrets';
  const closed: string[] = [];
  let opened = 0;
  for (const kind of SEALED) {
    const rows = await em.execute<{ sealed: string; context: string }[]>(`${kind.rows} limit ${MOST}`);
    const fitting = rows.filter(({ sealed, context }) => opens(sealer, sealed, context)).length;
    opened += fitting;
    if (fitting < rows.length) closed.push(`${rows.length - fitting} of ${rows.length} ${kind.what}`);
  }
  if (closed.length === 0) return { state: 'ok', what, detail: opened === 0 ? 'nothing is sealed yet' : `${opened} looked at, all open with REKEY_SECRET_KEY` };
  return {
    state: 'problem', what, detail: `do not open with REKEY_SECRET_KEY: ${closed.join(', ')}`,
    cure: 'put back the key with which this desk ran before (was it restored, or moved?); if it is lost, give these secrets anew',
  };
}

function opens(sealer: Sealer, sealed: string, context: string): boolean {
  try {
    sealer.open(sealed, context);
    return true;
  } catch {
    return false;
  }
}
