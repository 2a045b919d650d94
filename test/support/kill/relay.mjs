/**
 * A mail relay that may be killed: `node relay.mjs PORT RECORD`. What it is responsible for stands in the record, a line a
 * mail, before it says so. It is slow, as a relay on the other side of a country is, so that a death finds mails on their way.
 */
import { appendFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';

const [, , port, record] = process.argv;
const SLOWEST_MS = 150;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onMailFrom: (_address, _session, done) => void setTimeout(done, Math.random() * SLOWEST_MS),
  onData: (stream, session, done) => {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => void setTimeout(() => {
      appendFileSync(record, `${/^message-id:\s*<([^>]+)>/im.exec(Buffer.concat(chunks).toString('latin1'))?.[1]} ${session.envelope.rcptTo[0].address}\n`);
      setTimeout(done, Math.random() * SLOWEST_MS);
    }, Math.random() * SLOWEST_MS));
  },
});
server.on('error', () => undefined);
// Without a parent there is nobody to relay for.
process.once('disconnect', () => process.exit(0));
server.listen(Number(port), '127.0.0.1');
