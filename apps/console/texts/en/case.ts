import type { caseTexts as de } from '../de/case.js';

export const caseTexts = {
  label: 'Case',
  claimed: { title: 'Claimed in the mail', hint: 'Claims, not evidence', none: 'The mail names nothing by which an account can be found.' },
  account: {
    title: 'Account', candidates: 'Possible accounts', candidatesHint: 'Found by the server, shown masked', none: 'No matching account found.', link: 'Link', linkLabel: (name: string) => `Link the ticket to ${name}`, linked: 'Account linked', other: 'Another account', search: 'Search for an account', searchHint: 'Exact matches. Every search is written down.', searchSubmit: 'Search', searchNothing: 'No match.', address: 'E-mail address', username: 'User name', customerNumber: 'Customer number', serialNumber: 'Serial number', name: 'First and last name',
    lastSignIn: (month: string) => `last signed in ${month}`, neverSignedIn: 'never signed in', privileged: 'Special rights', privilegedWhy: 'Accounts with special rights need one level more and a second person.', excluded: 'Not handled here', excludedWhy: 'This account must not be recovered at this desk.', secondFactor: 'Second factor active', mustChange: 'Must change password', temporaryUntil: (when: string) => `Temporary password until ${when}`, addresses: 'Addresses on file', phones: 'Phone on file', primary: 'main address', second: 'second address', unconfirmed: 'not confirmed', since: (when: string) => `since ${when}`, details: 'Account details',
    because: { 'sender-address': 'sender is on file', address: 'named address matches', username: 'user name matches', name: 'name matches', number: 'number matches' },
  },
  level: {
    title: 'Assurance', meter: (level: number) => `Level A${level} of A3`, points: (points: number) => (points === 1 ? '1 point' : `${points} points`), next: (level: number) => `A${level} still needs`, top: 'Highest level reached', names: ['Nothing proved yet', 'One proof', 'Two kinds of proof', 'Strong proof'], needsAccount: 'Link an account first, then gather evidence.',
  },
  missing: {
    points: (count: string) => (count === '1' ? '1 more point' : `${count} more points`), classes: (count: string) => (count === '1' ? 'evidence of another kind' : `${count} different kinds of evidence`), families: (count: string) => (count === '1' ? 'evidence from another family' : `evidence from ${count} families`), 'strong-class': (_count: string) => 'strong evidence (letter, photo ID, second factor or recovery code)',
  },
  evidence: {
    title: 'Evidence', none: 'No evidence yet.', valid: (when: string) => `valid until ${when}`, expired: 'expired', voided: 'voided', points: (points: number) => (points === 1 ? '1 point' : `${points} points`), by: (name: string) => `by ${name}`, otherTicket: 'from another ticket', gather: 'Gather evidence',
    mailbox: 'Mailbox proof', mailboxHint: 'Link and code go to an address on file.', mailboxSend: 'Ask for proof', mailboxSent: 'Proof asked for. Whoever reads the mailbox can confirm it.', chooseAddress: 'Address on file', noAddress: 'No address on file.',
    callBack: 'Call back', callBackHint: 'Only call back, never trust an incoming call: the number that is displayed proves nothing.', choosePhone: 'Number on file', callStart: 'Start call-back', dial: 'Dial', readAloud: 'Read this code aloud', typesIt: 'The person types it on their status page; the link to it is in the acknowledgement. The evidence then appears here by itself.', callWaiting: 'Waiting for the entry …', codeGoes: 'The code goes to the person. Have it read back to you.', typeCode: 'Code as read back', checkCode: 'Check code', callUntil: (when: string) => `Valid until ${when}`, noPhone: 'No number on file.', codeWrong: 'The code is wrong.',
    facts: 'Compare facts', factsHint: 'Type what the person says. Rekey only tells whether it matches.', compare: 'Compare', matched: 'It matches.', notMatched: 'It does not match.', triesLeft: (count: number) => (count === 0 ? 'No tries left.' : count === 1 ? '1 try left.' : `${count} tries left.`), proved: 'Proved.', 
  },
  checklist: {
    title: 'What to do', open: (count: number) => (count === 1 ? '1 step left' : `${count} steps left`), allDone: 'all done', or: 'or',
    states: { done: 'done', open: 'next', waiting: 'waits for the person', later: 'later' },
    linkAccount: 'Link the account', ask: (what: string) => `Ask for: ${what}`, prove: (what: string) => `Proof: ${what}`, answer: 'Answer from the portal\'s texts', insertAnswer: 'Put the text into the reply',
    solved: {
      'password-set': 'Solved when a new password is set', 'account-active': 'Solved when the account is active', 'action-done': 'Solved when the action is done', answered: 'Solved when the answer is out',
      'handed-over': 'Solved when the other office has taken over',
    } as Record<string, string>,
  },
  actions: {
    title: 'Actions', locked: 'locked', needs: (level: number) => `from A${level}`, what: {
      'send-recovery-link': 'A link to set a new password goes to the address on file.', 'resend-activation': 'A new activation link goes to the address of the registration.', 'tell-username': 'The user name goes to the address on file.',
      'issue-temporary-password': 'Rekey makes a password that nobody in the house sees. The person fetches it once and must change it at the next sign-in.', unlock: 'The account is released after failed sign-ins.', freeze: 'Nobody can sign in until the account is released again. Open links stop working.',
    } as Record<string, string>, loud: 'All addresses on file are notified.', sendTo: 'Goes to', go: 'Do it', done: (action: string) => `${action}: done`, started: (action: string) => `${action}: under way`, confirmTitle: (action: string) => action, history: 'Actions so far', byRekey: 'Rekey, automatically', goFor: {
      'send-recovery-link': 'Send', 'resend-activation': 'Send', 'tell-username': 'Tell', 'issue-temporary-password': 'Issue', unlock: 'Unlock', freeze: 'Freeze',
    } as Record<string, string>, confirmFor: {
      'send-recovery-link': 'Send link', 'resend-activation': 'Send link', 'tell-username': 'Tell the user name', 'issue-temporary-password': 'Issue password', unlock: 'Unlock account', freeze: 'Freeze account',
    } as Record<string, string>, 
  },
  grants: { title: 'Handed out', sentTo: (address: string) => `to ${address}`, expires: (when: string) => `valid until ${when}`, openedAt: (when: string) => `opened ${when}`, usedAt: (when: string) => `used ${when}` },
} satisfies typeof de;
