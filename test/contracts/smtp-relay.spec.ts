import { expect, it } from '@jest/globals';
import { Secret } from '#kernel';
import { SmtpRelay } from '../../libs/outbound/adapters/smtp-relay.js';
import { SmtpSink } from '../support/smtp-sink.js';
import { MAIL, mailRelayContract } from './mail-relay.contract.js';

const relayTo = (url: string) => new SmtpRelay({ SMTP_URL: new Secret(url), SEND_TIMEOUT_SECONDS: 1 });

mailRelayContract('SMTP', async () => {
  const sink = await SmtpSink.start();
  const relay = relayTo(sink.url);
  return { relay, sink, close: async () => { relay.onApplicationShutdown(); await sink.stop(); } };
});

it('waits for a relay that is not there', async () => {
  const sink = await SmtpSink.start();
  const relay = relayTo(sink.url);
  await sink.stop();
  expect(await relay.hand(MAIL)).toMatchObject({ outcome: 'deferred' });
  expect(await relay.check()).toMatchObject({ ok: false });
  relay.onApplicationShutdown();
});

it('does not speak plainly to another machine', async () => {
  // An address that is not among this machine's usual names; the server offers no STARTTLS.
  const sink = await SmtpSink.start('127.0.0.2');
  const relay = relayTo(`smtp://127.0.0.2:${sink.port}`);
  expect(await relay.hand(MAIL)).toMatchObject({ outcome: 'deferred' });
  expect(sink.received).toHaveLength(0);
  relay.onApplicationShutdown();
  const waived = relayTo(`smtp://127.0.0.2:${sink.port}?tls=none`);
  expect(await waived.hand(MAIL)).toMatchObject({ outcome: 'accepted' });
  waived.onApplicationShutdown();
  await sink.stop();
});
