/** R15: eight characters beside a second factor, fifteen where the password stands alone. */
export function shortestAgentPassword(secondFactorIsRequired: boolean): number {
  return secondFactorIsRequired ? 8 : 15;
}

/** An agent's short code in mails, as in "Bearbeiter: ro". */
export const AGENT_CODE = /^[a-z0-9]{2,6}$/;
