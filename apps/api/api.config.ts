import { z } from 'zod';
import { section } from '#config';

/** How HTTP reaches us. */
export const HttpConfig = section('HTTP', {
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('port of the console, the API and the pages behind links; 0 takes any free one'),
  HOST: z.string().default('127.0.0.1').describe('address to listen on; 0.0.0.0 lets others in'),
  TRUST_PROXY: z.string().default('').describe('addresses of the reverse proxy whose X-Forwarded-For is believed, separated by commas; empty: nobody'),
  METRICS_TOKEN: z.string().optional().describe('bearer token for /metrics; without it only direct calls from this machine are answered'),
});

/** The demo world; read in demo mode only. */
export const DemoConfig = section('DEMO', {
  FILE: z.string().default('').describe('JSON file with the demo requesters and their mailboxes, written by `rekey up`'),
});
