/** A thread with a real SMTP server that takes every mail and counts. Apart from whoever sends, as a relay is. */
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { SMTPServer } from 'smtp-server';

let waitingFor = Number.POSITIVE_INFINITY;
let count = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData: (stream, _session, done) => {
    stream.resume();
    stream.on('end', () => {
      done();
      count += 1;
      if (count === waitingFor) parentPort!.postMessage({ reached: count });
    });
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => parentPort!.postMessage({ port: (server.server.address() as AddressInfo).port }));
parentPort!.on('message', (message: { expect: number }) => {
  count = 0;
  waitingFor = message.expect;
});
