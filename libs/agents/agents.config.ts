import { z } from 'zod';
import { section } from '#config';
import { networksProblem } from './adapters/networks.js';

export const AgentsConfig = section('AGENTS', {
  REQUIRE_SECOND_FACTOR: z.stringbool().default(true)
    .describe('agents without a second factor can do nothing but enrol one (R68); the demo world says false'),
  PHISHING_RESISTANT: z.enum(['never', 'outside', 'always']).default('outside')
    .describe('where agents have to sign in with a sign-in key (passkey or security key), which no false page can pass on: never, from outside the networks of REKEY_AGENTS_INSIDE_NETWORKS, or always (R68); the demo world says never'),
  INSIDE_NETWORKS: z.string().default('').superRefine((list, context) => {
    const problem = networksProblem(list);
    if (problem !== undefined) context.addIssue(problem);
  }).describe('networks that are inside, as addresses with prefix separated by commas (10.20.0.0/16, 2001:db8::/32), or the word private for loopback and the private ranges. Empty: private where REKEY_PUBLIC_URL is http, nothing where it is https, since then every address is the reverse proxy\'s until REKEY_HTTP_TRUST_PROXY names it'),
});
