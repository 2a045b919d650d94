import type { Mistake } from '#portals';

/** What can be wrong in a portal's own policy, in English. The console says the same by these codes, in both languages. */
export const POLICY_MISTAKES = {
  'policy-unknown': (what: string, name: string, known: string) => `there is no ${what} "${name}" to be stricter about; there are: ${known}`,
  'policy-open': (name: string) => `"${name}" stays as it is: what only the holder's own mailbox gets, and a freeze, are open to everybody who was locked out`, 'policy-level': (name: string, level: string) => `"${name}" needs level ${level} at least; a portal may ask for more`,
  'policy-no-hold': (name: string) => `"${name}" does not wait`, 'policy-hold': (name: string, hours: string) => `"${name}" waits ${hours} hours; a portal may let it wait longer`,
  'policy-most': (most: string) => `at most ${most}; a portal may allow fewer`, 'policy-minutes': (minutes: string) => `at most ${minutes} minutes; a portal may allow fewer`,
} satisfies Record<string, (...values: string[]) => string>;

export function policyMistake<Code extends keyof typeof POLICY_MISTAKES>(code: Code, ...values: Parameters<(typeof POLICY_MISTAKES)[Code]>): Mistake {
  return { code, values, message: (POLICY_MISTAKES[code] as (...all: readonly string[]) => string)(...values) };
}
