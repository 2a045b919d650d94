import type { AgentItem, SignInPolicy } from '#agents';
import type { Finding } from './check.js';

const MOST_NAMED = 20;

/** One line: from where agents need a sign-in key (R68), and who could not come in because they have none. */
export function examineSignIn(policy: Pick<SignInPolicy, 'keysAreNeeded' | 'nobodyIsInside'>, agents: readonly AgentItem[]): Finding {
  const what = 'sign-in of agents';
  if (!policy.keysAreNeeded) return { state: 'ok', what, detail: 'no sign-in key is asked for (REKEY_AGENTS_PHISHING_RESISTANT=never)' };
  const without = agents.filter(({ disabledAt, keys }) => disabledAt === null && keys === 0).map(({ email }) => email);
  const named = `${without.slice(0, MOST_NAMED).join(', ')}${without.length > MOST_NAMED ? ` and ${without.length - MOST_NAMED} more` : ''}`;
  if (!policy.nobodyIsInside) return { state: 'ok', what, detail: without.length === 0 ? 'everybody has a sign-in key' : `whoever is inside may come in without a sign-in key or bind a first one; without one are: ${named}` };
  const outside = 'everybody counts as outside: REKEY_PUBLIC_URL is https and REKEY_AGENTS_INSIDE_NETWORKS is empty';
  if (without.length === 0) return { state: 'ok', what, detail: `${outside}; everybody has a sign-in key` };
  return {
    state: 'problem', what, detail: `${outside}. Without a sign-in key, and so not without an enrolment code: ${named}`,
    cure: 'name the reverse proxy in REKEY_HTTP_TRUST_PROXY and your networks in REKEY_AGENTS_INSIDE_NETWORKS, or give each of them a code: `rekey agent enrolment-code EMAIL --reason TEXT`',
  };
}
