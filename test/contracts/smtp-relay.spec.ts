import { expect, it } from '@jest/globals';
import { Secret } from '#kernel';
import { NO_SMTPUTF8, SmtpRelay } from '../../libs/outbound/adapters/smtp-relay.js';
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

it('says that the relay lets us in and then takes no automatic mail', async () => {
  const sink = await SmtpSink.start();
  sink.mood = { kind: 'reply', at: 'sender', code: 550, text: '5.7.60 may not send as this sender' };
  const relay = relayTo(sink.url);
  expect(await relay.check()).toMatchObject({ ok: false, why: expect.stringContaining('5.7.60 may not send as this sender') });
  sink.mood = { kind: 'accept' };
  expect(await relay.check()).toEqual({ ok: true });
  expect(sink.received).toHaveLength(0);
  relay.onApplicationShutdown();
  await sink.stop();
});

it.each([[true, 'accepted'], [false, 'rejected']] as const)('hands over an address beyond ASCII only where the relay takes such (SMTPUTF8: %s)', async (hasUtf8, outcome) => {
  const sink = await SmtpSink.start('127.0.0.1', 0, { hasUtf8 });
  const relay = relayTo(sink.url);
  const answers = await Promise.all(Array.from({ length: 3 }, () => relay.hand({ ...MAIL, to: 'jürgen@müller.example' })));
  expect(answers.map((answer) => answer.outcome)).toEqual([outcome, outcome, outcome]);
  expect(sink.received).toHaveLength(hasUtf8 ? 3 : 0);
  if (!hasUtf8) expect(answers[0]!.reply).toBe(NO_SMTPUTF8);
  expect(await relay.hand({ ...MAIL, to: 'mara@müller.example' })).toMatchObject({ outcome: 'accepted' });
  expect(sink.received.at(-1)!.raw).toContain('To: mara@xn--mller-kva.example');
  const later = relayTo(sink.url);
  await sink.stop();
  expect(await later.hand({ ...MAIL, to: 'jürgen@müller.example' })).toMatchObject({ outcome: 'deferred' });
  relay.onApplicationShutdown();
  later.onApplicationShutdown();
});
