import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret, SystemClock } from '#kernel';
import { SmsGatewayUnreachable, WebhookSmsGateway, type SmsAccess, type SmsGateway } from '#outbound';
import { MemorySmsGateway, ReferenceSmsGateway, type SeenSms } from '../support/sms-gateway.js';

interface Parts {
  readonly gateway: SmsGateway;
  readonly access: SmsAccess;
  readonly phone: { isAway: boolean; refuses: string | undefined; readonly sent: readonly SeenSms[] };
  readonly close: () => void;
}

const accessTo = (url: string, key = 'a signing key of a gateway'): SmsAccess => ({ settings: { url, sender: 'Hilfe', countries: ['+49'], timeoutSeconds: 2 }, signingKey: new Secret(key) });

function smsGatewayContract(name: string, open: () => Promise<Parts>): void {
  describe(`a gateway for text messages (${name})`, () => {
    let parts: Parts;
    beforeAll(async () => {
      parts = await open();
    });
    afterAll(() => parts.close());
    beforeEach(() => {
      Object.assign(parts.phone, { isAway: false, refuses: undefined });
    });
    const sms = () => ({ id: randomUUID(), to: '+493055501', text: '123456 ist Ihr Code' });

    it('takes a message, and says what it calls it', async () => {
      const one = sms();
      expect(await parts.gateway.send(one, parts.access)).toEqual({ outcome: 'taken', reference: `ref-${one.id}` });
      expect(parts.phone.sent.at(-1)).toMatchObject(one);
    });

    it('sends one message once, however often it is handed over', async () => {
      const one = sms();
      for (let time = 0; time < 3; time += 1) expect(await parts.gateway.send(one, parts.access)).toMatchObject({ outcome: 'taken' });
      expect(parts.phone.sent.filter(({ id }) => id === one.id)).toHaveLength(1);
    });

    it('tells a no from not now', async () => {
      parts.phone.refuses = 'no such number';
      expect(await parts.gateway.send(sms(), parts.access)).toEqual({ outcome: 'refused', detail: expect.stringContaining('no such number') });
      Object.assign(parts.phone, { refuses: undefined, isAway: true });
      await expect(parts.gateway.send(sms(), parts.access)).rejects.toBeInstanceOf(SmsGatewayUnreachable);
    });
  });
}

smsGatewayContract('in memory', async () => {
  const gateway = new MemorySmsGateway();
  return { gateway, access: accessTo('http://127.0.0.1:9/'), phone: gateway, close: () => undefined };
});

smsGatewayContract('over HTTP', async () => {
  const phone = await ReferenceSmsGateway.start();
  return { gateway: new WebhookSmsGateway(new SystemClock()), access: accessTo(phone.url), phone, close: () => phone.close() };
});

describe('a gateway over HTTP that misbehaves', () => {
  let phone: ReferenceSmsGateway;
  const gateway = new WebhookSmsGateway(new SystemClock());
  beforeAll(async () => {
    phone = await ReferenceSmsGateway.start();
  });
  afterAll(() => phone.close());

  it('is not known to have taken what it never answered; handed over again, one message arrives', async () => {
    const one = { id: randomUUID(), to: '+493055502', text: 'x' };
    phone.forgetsToAnswer = true;
    await expect(gateway.send(one, accessTo(phone.url))).rejects.toBeInstanceOf(SmsGatewayUnreachable);
    phone.forgetsToAnswer = false;
    expect(await gateway.send(one, accessTo(phone.url))).toMatchObject({ outcome: 'taken' });
    expect(phone.sent.filter(({ id }) => id === one.id)).toHaveLength(1);
  });

  it('refuses a call with another key, and the call says so', async () => {
    expect(await gateway.send({ id: randomUUID(), to: '+493055503', text: 'x' }, accessTo(phone.url, 'another key'))).toEqual({ outcome: 'refused', detail: '401 signature' });
  });
});
