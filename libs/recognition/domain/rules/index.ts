import { ACCOUNT_RULES } from './account-rules.js';
import { OTHER_RULES } from './other-rules.js';
import { PASSWORD_RULES } from './password-rules.js';
import { REGISTRATION_RULES } from './registration-rules.js';
import type { Rule } from './rule.js';

export const ALL_RULES: readonly Rule[] = [...PASSWORD_RULES, ...REGISTRATION_RULES, ...ACCOUNT_RULES, ...OTHER_RULES];
export type { Rule, Term } from './rule.js';
