import type { signInKeys as de } from '../de/sign-in-keys.js';

export const signInKeys = {
  troubles: {
    cancelled: 'The key did not answer, or it was cancelled. Please try again.', known: 'This key is set up already. Take another one.', none: 'This browser cannot use sign-in keys at this address. They need https and a current browser.',
    address: 'The key belongs to another address. Open the console at the address that is in your mails.', failed: 'The key could not be used. Try again, or with another one.',
  },
  come: {
    title: 'Sign-in key', lead: 'Plug in your key, or have your device at hand.', use: 'Use the key', code: 'Code from the app instead', key: 'Sign-in key instead', enrolment: 'I have an enrolment code',
    enrolTitle: 'Set up a key', enrolLead: 'From here only a sign-in key lets you in, and there is none set up for you yet. Set one up while you are on site. If you never are, ask an administrator for an enrolment code.',
    enrolCode: 'Enrolment code', enrolHint: '16 characters from an administrator. It works once, for a day.', enrolSubmit: 'Continue',
  },
  proof: 'Confirm with the key', proofOr: 'Or with the code from the app:',
  own: {
    title: 'Sign-in keys', lead: 'A key on your key ring, in your phone or in your computer. No false page can catch it; from outside it is often the only thing that opens.', none: 'No key set up yet. Two are best: one can get lost.',
    first: 'Set up your sign-in key now. Nothing else is possible before.', name: 'Name of the key', nameHint: 'How you will know it, such as “blue key” or “laptop”.', add: 'Set up key', added: 'The key is set up.',
    since: 'set up', lastUsed: 'last used', neverUsed: 'never used', here: 'this session', syncs: 'synced between devices', suspended: 'stopped: perhaps copied',
    remove: (name: string) => `Remove ${name}`, removeGo: 'Remove', removeTitle: 'Remove the key?', removeText: (name: string) => `“${name}” will no longer let you in. Sessions that were opened with it end.`, removed: 'The key is removed.',
  },
  others: {
    open: 'Keys', openOf: (name: string) => `Keys of ${name}`, title: (name: string) => `Sign-in keys of ${name}`, none: 'No key set up.', reason: 'Reason', reasonHint: 'Goes into the audit, such as “key lost, known on the phone”.',
    issue: 'Issue enrolment code', issueHint: 'With it the person sets up a key from outside: once, within a day, with their password and, if they have an app, its code. Make sure whom you are talking to, and read the code to them; do not send it by mail.',
    code: 'Enrolment code, to be seen only now', until: 'works until',
  },
  count: (keys: number) => (keys === 1 ? '1 key' : `${keys} keys`),
} satisfies typeof de;
