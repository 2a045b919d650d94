import type { Texts } from '../de.js';
import { words } from './words.js';

/** In which forms a mail can be sent, in the preview of the settings: by `about.value` of the server. */
export const mailVariants: Texts['mailVariants'] = {
  label: 'Variant', usual: 'Example',
  about: {
    salutationName: 'Greeting by name', agentCode: 'Agent’s code', link: 'Next step', stop: 'Link “no mails for 24 hours”', status: 'Page of the request', mentionsSecret: 'Secret in the message', dueAt: 'Deadline', deadlineAt: 'Deadline', correctionDueAt: 'Request for correction', formerUsername: 'Former user name',
    keepsRunning: 'What still runs', keepsAccount: 'Account stays', event: 'Event', actor: 'Who did it', by: 'Who did it', change: 'Change', action: 'Action', proof: 'Proof', request: 'Request',
  },
  values: {
    ...words.actions, ...words.noticeEvents, with: 'with', without: 'without', override: 'Override of a level',
    totp: 'Authenticator code', 'recovery-code': 'Saved code', 'home-idp': 'Sign-in at the organisation', sms: 'Text message code', access: 'Access', rectification: 'Rectification', erasure: 'Erasure',
    'key-bound': 'New key', 'key-removed': 'Key removed', 'key-suspended': 'Key suspended', 'app-bound': 'New app for codes', 'enrolment-code-issued': 'Code for setting up', 'password-changed': 'New password',
    requester: 'the person', agent: 'the team', rekey: 'Rekey', self: 'the person', administrator: 'administration', holder: 'the person', desk: 'the team', 'sign-in': 'by their sign-in',
  },
};
