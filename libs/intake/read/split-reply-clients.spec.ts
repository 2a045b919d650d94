import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readMime } from './read-mime.js';

interface Written {
  readonly name: string;
  readonly kind: 'text' | 'html';
  readonly fresh: string;
  readonly signature: string;
  readonly body: string;
}

/** Replies as the clients of our requesters write them, invented by us. */
const REPLIES = JSON.parse(readFileSync('test/mail/replies/clients.json', 'utf8')) as readonly Written[];
const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('what a person wrote now, client by client', () => {
  test.each(REPLIES.map((reply) => [reply.name, reply] as const))('%s', async (_, { kind, body, fresh, signature }) => {
    const mail = await readMime(Buffer.from(`From: v@post.example\r\nContent-Type: text/${kind === 'html' ? 'html' : 'plain'}; charset=utf-8\r\n\r\n${body}`));
    expect(squeezed(mail.fresh)).toBe(squeezed(fresh));
    if (kind === 'text') expect(squeezed(mail.signature)).toBe(squeezed(signature));
  });
});
