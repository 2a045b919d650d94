import type { ServerAccount } from './server-account.js';

export interface DovecotPlaces {
  /** Sockets; short, since the path of a socket may have about 100 characters. */
  readonly run: string;
  /** Mails, indexes, homes. */
  readonly data: string;
  readonly usersFile: string;
}

/** Dovecot's blocks: a name with settings or further blocks. Written one setting a line, as its parser wants it. */
export type Settings = { readonly [name: string]: string | number | Settings };

/** The whole configuration of a standalone Dovecot 2.3: IMAP, LMTP for this machine, maildirs, one passwd-file. `more` adds or replaces settings. */
export function dovecotSettings(places: DovecotPlaces, account: ServerAccount, listen: { host: string; imapPort: number; lmtpPort: number }, isDurable: boolean, more: Settings = {}): string {
  return written({
    base_dir: `${places.run}/base`,
    state_dir: `${places.run}/state`,
    log_path: '/dev/stderr',
    protocols: 'imap lmtp',
    listen: listen.host,
    ssl: 'no',
    // Passwords in clear stay on the loopback interface.
    disable_plaintext_auth: 'no',
    auth_mechanisms: 'plain login',
    auth_username_format: '%Lu',
    default_internal_user: account.user,
    default_internal_group: account.group,
    default_login_user: account.user,
    first_valid_uid: 1,
    mail_location: `maildir:${places.data}/mail/%Lu:INDEX=${places.data}/index/%Lu`,
    mail_fsync: isDurable ? 'optimized' : 'never',
    mail_max_userip_connections: 200,
    // support+t4711.k3@… reaches support@…, and the detail stays in Delivered-To.
    recipient_delimiter: '+',
    lmtp_save_to_detail_mailbox: 'no',
    'passdb': { driver: 'passwd-file', args: `scheme=SSHA512 username_format=%Lu ${places.usersFile}` },
    'userdb': { driver: 'static', args: `uid=${account.uid} gid=${account.gid} home=${places.data}/home/%Lu` },
    'namespace inbox': {
      inbox: 'yes',
      separator: '/',
      'mailbox Junk': { auto: 'subscribe', special_use: '\\Junk' },
      'mailbox Sent': { auto: 'subscribe', special_use: '\\Sent' },
      'mailbox Trash': { auto: 'subscribe', special_use: '\\Trash' },
    },
    'service anvil': { chroot: '' },
    'service stats': { chroot: '' },
    'service imap-login': {
      chroot: '',
      service_count: 0,
      'inet_listener imap': { port: listen.imapPort },
      'inet_listener imaps': { port: 0 },
    },
    'service lmtp': { user: account.user, 'inet_listener lmtp': { address: '127.0.0.1', port: listen.lmtpPort } },
    ...more,
  });
}

function written(settings: Settings, indent = ''): string {
  return Object.entries(settings)
    .map(([name, value]) => (typeof value === 'object'
      ? `${indent}${name} {\n${written(value, `${indent}  `)}${indent}}\n`
      : `${indent}${name} = ${value}\n`))
    .join('');
}
