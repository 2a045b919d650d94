/** What kept the mail away has been put right, so the next one will arrive. Read on folded words. */
export const CAUSE_GONE =
  /(?:inzwischen|jetzt|nun|mittlerweile|now|since|meanwhile) (?:[a-z]{1,15} ){0,4}(?:abgestellt|behoben|geleert|freigegeben|erlaubt|entsperrt|fixed|repaired|whitelist(?:ed)?|unblocked|allowed|positivliste)|(?:unblocked|whitelisted|freigegeben|freigeschaltet|abgestellt|behoben) (?:[a-z]{1,15} ){0,4}(?:now|jetzt|inzwischen|nun)\b|\b(?:wieder|jetzt|now) (?:[a-z]{1,12} ){0,2}(?:platz|leer|frei|erreichbar|geleert)\b|\b(?:inzwischen|jetzt|nun|now) (?:[a-z]{1,12} ){0,3}(?:aufgeraeumt|platz|leer|space|room)\b|\b(?:space|room) (?:there )?again\b|(?:laeuft|laufen|geht|funktioniert) (?:inzwischen |jetzt |nun )?wieder\b|\b(?:up|running|online|back) again\b|\b(?:is|are|was) (?:[a-z]{1,10} ){0,2}(?:back up|back online|empty again|fixed now)\b/;

/** A mailbox that took no more mail, whatever kind of mailbox it is. Read on folded words. */
export const FULL_MAILBOX = /\b[a-z]{0,12}(?:postfach|mailbox|inbox) (?:[a-z]{1,12} ){0,3}(?:voll|full|uebergelaufen|overflowed)\b/;
