import { describe, expect, it } from '@jest/globals';
import { SignInPolicy, type AgentItem, type AgentsConfig } from '#agents';
import type { Settings } from '#config';
import { examineSignIn } from './sign-in.js';

type Given = Partial<Settings<typeof AgentsConfig>> & { readonly url?: string };
const policy = ({ url = 'https://desk.example', ...given }: Given) => new SignInPolicy({ REQUIRE_SECOND_FACTOR: true, PHISHING_RESISTANT: 'outside', INSIDE_NETWORKS: '', ...given }, { PUBLIC_URL: url });
const agent = (name: string, keys: number, disabledAt: Date | null = null) => ({ email: `${name}@desk.example`, keys, disabledAt }) as AgentItem;
const AGENTS = [agent('mara', 1), agent('tom', 0), agent('gone', 0, new Date())];

describe('what the doctor says about the sign-in of agents', () => {
  it.each<[string, Given, readonly AgentItem[], 'ok' | 'problem', RegExp]>([
    ['behind https nobody is inside, so whoever has no key is named', {}, AGENTS, 'problem', /counts as outside.*enrolment code: tom@desk\.example$/],
    ['with keys for all that harms nobody', {}, [agent('mara', 1)], 'ok', /counts as outside.*everybody has a sign-in key/],
    ['where keys are needed always, the same holds', { PHISHING_RESISTANT: 'always' }, AGENTS, 'problem', /tom@desk\.example/],
    ['with networks that are inside a first key is bound there', { INSIDE_NETWORKS: '10.0.0.0/8' }, AGENTS, 'ok', /bind a first one; without one are: tom@desk\.example$/],
    ['over http the private networks are inside', { url: 'http://desk.example' }, AGENTS, 'ok', /bind a first one/],
    ['and where no key is asked for there is nothing to say', { PHISHING_RESISTANT: 'never' }, AGENTS, 'ok', /never/],
  ])('%s', (_case, given, agents, state, detail) => {
    const finding = examineSignIn(policy(given), agents);
    expect(finding).toMatchObject({ state, detail: expect.stringMatching(detail) });
    expect(finding.cure ?? '').toMatch(state === 'problem' ? /enrolment-code/ : /^$/);
  });
});
