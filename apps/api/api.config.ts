import { isIP } from 'node:net';
import { z } from 'zod';
import { section } from '#config';
import { Secret } from '#kernel';

/** The names that Fastify gives to networks (proxy-addr). */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

function isProxy(text: string): boolean {
  const [address = '', prefix, more] = text.split('/');
  const longest = { 0: 0, 4: 32, 6: 128 }[isIP(address)]!;
  const fits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= longest) || (longest === 32 && isIP(prefix) === 4);
  return NAMED_NETWORKS.includes(text) || (longest > 0 && fits && more === undefined);
}

/** How HTTP reaches us. */
export const HttpConfig = section('HTTP', {
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('port of the console, the API and the pages behind links; 0 takes any free one'),
  HOST: z.string().default('127.0.0.1').describe('address to listen on; 0.0.0.0 lets others in'),
  TRUST_PROXY: z.string().default('').superRefine((list, context) => {
    const wrong = list.split(',').map((one) => one.trim()).filter((one) => list !== '' && !isProxy(one));
    if (wrong.length > 0) context.addIssue(`${wrong.map((one) => `"${one}"`).join(', ')}: addresses or networks are wanted, such as 10.0.0.1 or 10.20.0.0/16, or loopback, linklocal, uniquelocal`);
  }).describe('addresses of the reverse proxy whose X-Forwarded-For is believed, separated by commas; empty: nobody'),
  METRICS_TOKEN: z.string().transform((text) => new Secret(text)).optional().describe('bearer token for /metrics; without it only direct calls from this machine are answered'),
});

/** The demo world; read in demo mode only. */
export const DemoConfig = section('DEMO', {
  FILE: z.string().default('').describe('JSON file with the demo requesters and their mailboxes, written by `rekey up`'),
});
