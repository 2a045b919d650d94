import { caseTexts } from './de/case.js';
import { desk } from './de/desk.js';
import { events } from './de/events.js';
import { mails } from './de/mails.js';
import { mailVariants } from './de/mail-variants.js';
import { files } from './de/files.js';
import { office } from './de/office.js';
import { oversight } from './de/oversight.js';
import { privacy } from './de/privacy.js';
import { profiles } from './de/profiles.js';
import { reasons } from './de/reasons.js';
import { refusals } from './de/refusals.js';
import { sender } from './de/sender.js';
import { shell } from './de/shell.js';
import { rights } from './de/rights.js';
import { signInKeys } from './de/sign-in-keys.js';
import { threads } from './de/threads.js';
import { words } from './de/words.js';

/** German is the measure: every other language must have exactly these texts, or the console does not compile. */
export const de = { case: caseTexts, desk, events, files, mails, mailVariants, office, oversight, privacy, profiles, reasons, sender, refusals, rights, shell, signInKeys, threads, words };

export type Texts = typeof de;
