import type { DemoAccount } from './demo-account.js';

/** The organisation of the demo world that knows its people and lets them sign in: the school network of the district. */
export const DEMO_HOME = {
  portal: 'media-centre', key: 'school-network', clientId: 'rekey', name: { de: 'Schulnetz Auental', en: 'Auental school network' },
  organisations: ['Realschule am Wald', 'Schulamt'],
} as const;

export function livesAtHome({ portal, organisation }: DemoAccount): boolean {
  return portal === DEMO_HOME.portal && DEMO_HOME.organisations.some((one) => one === organisation);
}

/** The part of the portal profile that says so. */
export function homeSignInYaml(issuer: string): string {
  const { key, name, clientId, organisations } = DEMO_HOME;
  return `homeSignIn:
  - key: ${key}
    name: { de: '${name.de}', en: '${name.en}' }
    issuer: ${issuer}
    clientId: ${clientId}
    scopes: [openid, profile]
    organisations: [${organisations.join(', ')}]
    match: { claim: preferred_username, equals: username }
`;
}
