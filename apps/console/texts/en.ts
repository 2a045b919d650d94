import type { Texts } from './de.js';
import { caseTexts } from './en/case.js';
import { desk } from './en/desk.js';
import { events } from './en/events.js';
import { mails } from './en/mails.js';
import { files } from './en/files.js';
import { office } from './en/office.js';
import { oversight } from './en/oversight.js';
import { privacy } from './en/privacy.js';
import { profiles } from './en/profiles.js';
import { reasons } from './en/reasons.js';
import { refusals } from './en/refusals.js';
import { sender } from './en/sender.js';
import { shell } from './en/shell.js';
import { signInKeys } from './en/sign-in-keys.js';
import { threads } from './en/threads.js';
import { words } from './en/words.js';

export const en = { case: caseTexts, desk, events, files, mails, office, oversight, privacy, profiles, reasons, sender, refusals, shell, signInKeys, threads, words } satisfies Texts;
