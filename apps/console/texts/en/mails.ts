import type { mails as de } from '../de/mails.js';

/** Names of the mails, in the outbox and in the settings. */
export const mailKinds = {
  frame: 'Frame of every mail',
  'request-received': 'Acknowledgement', reply: 'Reply', answer: 'Information', 'form-request': 'Form: something is missing',
  'request-handed-on': 'Request handed on',
  'recovery-link': 'Recovery link', 'temporary-password': 'Temporary password', 'tell-username': 'User name', 'pin-letter': 'PIN comes by letter', 'pin-area-unlocked': 'PIN area unlocked', 'forced-reset': 'Announcement: new password',
  'data-request-received': 'Data protection request received', 'data-request-extended': 'Data protection request takes longer', 'data-request-refused': 'Data protection request refused', 'data-copy-ready': 'Copy of data is ready', 'data-erased': 'Data erased',
  'mailbox-proof': 'Mailbox proof', 'second-address-proof': 'Proof: second address', 'voucher-request': 'Asked to vouch', 'proof-request': 'Asked for a proof',
  'activation-link': 'Activation link', 'registration-released': 'Registration released', 'registration-confirmed': 'Registration confirmed',
  'registration-approved': 'Registration approved', 'registration-refused': 'Registration refused', 'username-assigned': 'New user name', 'initial-credentials': 'First user name and password',
  'confirm-new-address': 'Confirm the new address', 'new-address-waits': 'New address waits', 'address-changed': 'New address in use', 'confirm-second-address': 'Confirm the second address',
  'account-migrated': 'Account moved', 'accounts-merged': 'Accounts merged', 'deletion-announced': 'Deletion announced', 'deletion-cancelled': 'Deletion stopped', 'account-deleted': 'Account deleted',
  'hold-started': 'Hold starts', 'hold-half-time': 'Hold: reminder', 'hold-completed': 'Hold is over', 'hold-cancelled': 'Change stopped', 'hold-reverted': 'Change taken back',
  notice: 'Notice', 'approval-requested': 'Approval asked for', 'sign-in-key-changed': 'Sign-in at the desk changed',
} as Record<string, string>;

/** Settings → mails. */
export const mails = {
  title: 'Mails', lead: 'What the mails look like that Rekey writes. Each portal can use its own words.', portal: 'Portal', language: 'Language of the mails', list: 'All mails', own: 'own text', open: 'See the mails and write their texts', openHint: 'Every mail that a portal sends, with a preview.',
  groups: { frame: 'Everywhere', conversation: 'Conversation', access: 'Access', proof: 'Proofs', registration: 'Registration', account: 'Account', hold: 'Hold', notice: 'Warning', desk: 'At the desk' },
  preview: 'Preview', form: 'Form', html: 'HTML', plain: 'Plain text', width: 'Width', phone: '320 px', wide: '800 px', scheme: 'Colours', light: 'light', dark: 'dark', subject: 'Subject',
  howTo: 'Rekey fills in what stands in braces. Leave it there. Links and buttons come from the template.',
  save: 'Save', saved: 'Saved. The next mail has this text.', shipped: 'Shipped:', back: 'Back to the shipped sentence', toShipped: 'Back to the shipped text', toShippedTitle: 'Back to the shipped text?', toShippedText: 'All sentences of your own in this mail stop counting. They stay in the history.', isShipped: 'Shipped text',
  leave: { title: 'Discard changes?', text: 'What you wrote is not saved yet.', go: 'Discard' },
  problemCount: (count: number) => (count === 1 ? 'One sentence does not fit yet.' : `${count} places do not fit yet.`), neverChanged: 'The shipped text counts here.', history: (count: number) => (count === 1 ? 'History: one change' : `History: ${count} changes`), changedCount: (count: number) => (count === 1 ? 'one own sentence' : `${count} own sentences`), somebody: 'somebody',
  sentences: { subject: 'Subject', preview: 'Preview line', intro: 'Introduction', button: 'Button', until: 'Until when', notYou: 'If it was not you', next: 'What happens next', nothing: 'If you do nothing', more: 'Something to add', what: 'What happened', when: 'When', how: 'How', wasYou: 'If it was you', why: 'Why', greeting: 'Greeting without a name', greetingByName: 'Greeting by name', regards: 'Closing', agent: 'Agent code', neverAsk: 'Never asking for passwords', hours: 'Open', phone: 'Phone', fax: 'Fax', email: 'E-mail', ticket: 'Case', account: 'User name', signIn: 'Signing in', once: 'Only once', secret: 'Secret in the message', instead: 'Instead', status: 'Status', safe: 'Safety', look: 'Look', linkAsText: 'Link as text', codeAsked: 'Code on the page', numberAsked: 'Number on the page', codePage: 'Page for the code', codeElsewhere: 'Code there', codeSecret: 'Keep the code to yourself', newAddress: 'New address', hold: 'Hold', renamed: 'New name', area: 'Area', keyName: 'Name of the key', password: 'New password', devices: 'Check the account', complain: 'Complaint', who: 'Whom it is about', before: 'Beforehand', know: 'Only if you are sure', correction: 'Request for correction', waiting: 'Nothing to do', never: 'What we never want', wait: 'Waiting', type: 'Typing the PIN', letter: 'Postal address', private: 'Not to be passed on', former: 'Until now', open: 'Opening the portal', forgot: '“Forgot password”', choose: 'Choosing a password', askedBy: 'Who asked', continue: 'Going on', stays: 'What stays', running: 'What still runs', stillThere: 'Account still exists' },
  findings: {
    'unknown-sentence': () => 'The mail no longer has this sentence.', 'not-a-message': () => 'A brace is not closed, or there is one too many.', empty: () => 'The sentence is empty.', 'too-long': (most: string) => `Too long: at most ${most} characters.`,
    'several-lines': () => 'No line breaks or invisible characters here.', 'variable-lost': (name: string) => `{${name}} is missing.`, 'variable-unknown': (name: string) => `There is no {${name}} here.`, 'choice-lost': (option: string) => `The case "${option}" is missing.`,
    'format-unknown': (name: string) => `{${name}} works here only without a format.`, link: (link: string) => `Links and addresses come from the template only: ${link}`, phone: (number: string) => `Phone numbers stand in the office block only: ${number}`, markup: (markup: string) => `No HTML here: ${markup}`, 'always-as-shipped': () => 'This sentence warns people and says how to object, or how codes and passwords are used. It always stays as shipped.', 'asks-for-secret': () => 'We never ask for a password, a PIN or a code.',
    'long-sentence': (most: string) => `Hint: sentences of at most ${most} words are easier to read.`, 'hard-word': (word: string) => `Hint: "${word}" has a plainer twin.`,
  },
} satisfies typeof de;
