/** Loaded by one file for all of them: hooks stand in a `describe`, nothing is changed that others see. */
import '../db/alarms.spec.js';
import '../db/attachments.spec.js';
import '../db/attacks-by-mail.spec.js';
import '../db/attacks-on-conversations.spec.js';
import '../db/authenticity.spec.js';
import '../db/brake.spec.js';
import '../db/hard-cases-desk.spec.js';
import '../db/hard-cases-messages.spec.js';
import '../db/hard-cases-threads.spec.js';
import '../db/intake.spec.js';
import '../db/mail-import.spec.js';
import '../db/no-acknowledgement.spec.js';
import '../db/replay.spec.js';
import '../db/search.spec.js';
import '../db/secrets-in-mails.spec.js';
import '../db/smime-counts-for-nothing.spec.js';
import '../db/tickets.spec.js';
