import type { Secret } from '#kernel';
import type { DeskHome } from './desk-home.js';
import type { DeskPorts } from './run-file.js';

type Managed = 'REKEY_DATABASE_URL' | 'REKEY_QUEUE_URL' | 'REKEY_PUBLIC_URL';

/**
 * The settings of the processes that `rekey up` starts. What the person set wins over what only makes the demo nicer;
 * what must fit the servers that we started (database, ports, key) is ours.
 */
export function deskEnvironment(home: DeskHome, ports: DeskPorts, databaseUrl: string, secretKey: Secret): NodeJS.ProcessEnv & Record<Managed, string> {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  return {
    NODE_ENV: 'production',
    REKEY_QUEUE_URL: 'postgres:',
    REKEY_PUBLIC_URL: `http://localhost:${ports.http}`,
    REKEY_STORAGE_URL: `file:${home.storage}`,
    REKEY_OUTBOUND_SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    // In a real desk acknowledgements wait longer, so that their timing tells nothing; here somebody is watching.
    // A crowd of sample mails is no runaway rule.
    REKEY_OUTBOUND_AUTOMATIC_PER_HOUR: '20000',
    REKEY_OUTBOUND_ACK_DELAY_MIN_SECONDS: '1',
    REKEY_OUTBOUND_ACK_DELAY_MAX_SECONDS: '4',
    // A few demo people write for everybody who would.
    REKEY_MAILROOM_NEW_PER_SENDER_HOUR: '100000',
    REKEY_MAILROOM_NEW_PER_SENDER_DAY: '100000',
    REKEY_MAILROOM_NEW_PER_DOMAIN_HOUR: '100000',
    REKEY_AGENTS_REQUIRE_SECOND_FACTOR: 'false',
    REKEY_AGENTS_PHISHING_RESISTANT: 'never',
    ...given,
    REKEY_DEMO: 'true',
    REKEY_DEMO_FILE: home.demoFile,
    REKEY_DATABASE_URL: databaseUrl,
    REKEY_HTTP_PORT: String(ports.http),
    REKEY_SECRET_KEY: secretKey.reveal(),
  };
}
