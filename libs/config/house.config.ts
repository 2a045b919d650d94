import { z } from 'zod';
import { Secret } from '#kernel';
import { section } from './section.js';

/** What more than one room needs. */
export const HouseConfig = section('', {
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3000').transform((url) => url.replace(/\/+$/, ''))
    .describe('the one base of every link in a mail; never taken from a request'),
  SECRET_KEY: z.string({ error: 'a random text of at least 32 characters is needed, e.g. from `openssl rand -base64 48`' }).min(32).transform((text) => new Secret(text))
    .describe('seals mailbox and directory passwords and secrets at rest'),
  DEMO: z.stringbool().default(false).describe('demo world: playground, portal sign-in pages, local mail server'),
});
