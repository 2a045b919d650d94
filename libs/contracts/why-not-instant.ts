type Locale = 'de' | 'en';
/** Code, or what stands before its colon; German; English. `{case}` is the case type that stands behind the colon. */
type Reason = readonly [code: string, de: string, en: string];

/**
 * Why nothing is recovered at once, by the mail alone, as sentences, the most important first: what may be an attack, then who it is
 * and whose account, then what a link cannot solve, then what was not understood, then what the portal has chosen.
 */
const REASONS: readonly Reason[] = [
  ['risk-signal:prompt-injection', 'Die Mail versucht, die Auswertung zu steuern.', 'The mail tries to steer how it is judged.'],
  ['risk-signal:third-party-wants-secret', 'Jemand anderes will die Zugangsdaten haben.', 'Somebody else wants the credentials.'],
  ['risk-signal:link-elsewhere', 'Der Link soll an eine andere Adresse gehen.', 'The link is wanted at another address.'],
  ['risk-signal:authority-and-urgency', 'Die Mail drängt mit Rang und Eile.', 'The mail presses with rank and haste.'],
  ['risk-signal:asks-to-skip-checks', 'Die Mail bittet, Prüfungen zu überspringen.', 'The mail asks to skip checks.'],
  ['risk-signal:asks-second-factor-off', 'Der zweite Faktor soll abgeschaltet werden.', 'The second factor is to be switched off.'],
  ['risk-signal:stranger-in-account', 'Vielleicht ist jemand Fremdes im Konto.', 'Perhaps a stranger is in the account.'],
  ['risk-signal:phishing', 'Die Mail klingt nach Phishing.', 'The mail reads like phishing.'],
  ['risk-signal:lost-device', 'Ein Gerät ist verloren oder gestohlen.', 'A device was lost or stolen.'],
  ['risk-signal:privileged-account', 'Es geht vielleicht um ein Konto mit besonderen Rechten.', 'It may be about a privileged account.'],
  ['risk-signal:control-moves', 'Das Konto käme unter andere Kontrolle ({case}).', 'The account would come under other control ({case}).'],
  ['risk-signal:third-party', 'Jemand schreibt für eine andere Person.', 'Somebody writes for another person.'],
  ['risk-signal:passed-on', 'Die Mail ist die weitergereichte Mail einer anderen Person.', 'The mail was passed on from somebody else.'],
  ['risk-signal:wants-temporary-password', 'Gewünscht wird ein temporäres Passwort.', 'A temporary password is asked for.'],
  ['risk-signal:reply-to-differs', 'Antworten würden an eine andere Adresse gehen als die des Absenders.', 'Answers would go to another address than the sender’s.'],
  ['risk-signal', 'Etwas in der Mail deutet auf ein Risiko.', 'Something in the mail is a sign of risk.'],
  ['content.high-risk', 'Die Mail gilt als hohes Risiko.', 'The mail counts as high risk.'],
  ['risk', 'Die Mail gilt als hohes Risiko.', 'The mail counts as high risk.'],
  ['mail.not-authentic', 'Es ist nicht belegt, dass die Mail wirklich von dieser Adresse kommt.', 'It is not proved that the mail really comes from this address.'],
  ['mail.claims-another-account', 'Die Mail nennt ein anderes Konto als das des Absenders.', 'The mail names another account than the sender’s.'],
  ['sender.no-account', 'Die Adresse des Absenders steht bei keinem Konto.', 'The sender’s address is on file for no account.'],
  ['sender.several-accounts', 'Die Adresse des Absenders steht bei mehreren Konten.', 'The sender’s address is on file for several accounts.'],
  ['account.frozen', 'Das Konto ist eingefroren.', 'The account is frozen.'],
  ['account.disabled', 'Das Konto ist abgeschaltet.', 'The account is disabled.'],
  ['account.registration-locked', 'Die Registrierung wartet auf die Freigabe.', 'The registration waits for its release.'],
  ['account.privileged', 'Das Konto hat besondere Rechte.', 'The account is privileged.'],
  ['account.excluded', 'Dieses Konto darf hier nicht wiederhergestellt werden.', 'This account must not be recovered here.'],
  ['account.no-address', 'Im Verzeichnis steht keine Adresse, an die etwas gehen könnte.', 'There is no address on file to send anything to.'],
  ['account.busy', 'Am Konto wird gerade etwas getan.', 'Something is being done to the account right now.'],
  ['limit.too-soon', 'Eben erst ging eine Mail an dieses Konto.', 'A mail went to this account a moment ago.'],
  ['limit.too-many-mails', 'Heute gingen schon genug Mails an dieses Konto.', 'Enough mails went to this account today.'],
  ['recovery.quiet', 'Wer das Postfach liest, hat eine Pause von Mails gewählt, die andere auslösen.', 'Whoever reads the mailbox chose a pause of mails that others set off.'],
  ['caution:suspicious', 'Die Mail klingt nach fremdem Zugriff oder einem Verlust.', 'The mail sounds like a stranger or a loss.'],
  ['sounds-like:intruder', 'Ein Satz klingt nach fremdem Zugriff oder einem Verlust.', 'One sentence sounds like a stranger or a loss.'],
  ['sounds-like:person', 'Ein Satz klingt, als ginge es um den Zugang einer anderen Person.', 'One sentence sounds as if it were about another person’s access.'],
  ['sounds-like:mailbox', 'Ein Satz klingt, als läse das Postfach noch jemand oder niemand mehr.', 'One sentence sounds as if somebody else read the mailbox, or nobody any more.'],
  ['sounds-like:dest', 'Ein Satz klingt, als sollte der Link anderswohin.', 'One sentence sounds as if the link were to go elsewhere.'],
  ['sounds-like:entitled', 'Ein Satz klingt, als wäre die Person nicht mehr berechtigt.', 'One sentence sounds as if the person were no longer entitled.'],
  ['sounds-like:pressure', 'Ein Satz klingt nach Druck.', 'One sentence sounds like pressure.'],
  ['sounds-like:worked', 'Ein Satz klingt, als ginge es schon wieder.', 'One sentence sounds as if it worked again already.'],
  ['sounds-like:question', 'Ein Satz klingt nach einer Frage, die ein Link nicht beantwortet.', 'One sentence sounds like a question that a link does not answer.'],
  ['sounds-like:more', 'Ein Satz klingt nach einem weiteren Wunsch.', 'One sentence sounds like a further wish.'],
  ['sounds-like:diagnose', 'Ein Satz klingt, als müsste erst jemand nach der Ursache sehen.', 'One sentence sounds as if somebody had to find the cause first.'],
  ['sounds-like:identity', 'Ein Satz klingt, als wäre nicht klar, um wen oder welches Konto es geht.', 'One sentence leaves open who it is or which account.'],
  ['sounds-like', 'Ein Satz klingt wie solche, mit denen ein Link nicht genügte.', 'One sentence sounds like those with which a link was not enough.'],
  ['sounds-unsafe', 'Ein Satz klingt wie solche, bei denen ein Link nicht sicher war.', 'One sentence sounds like those with which a link was not safe.'],
  ['caution:somebody-else-gets-it', 'Vielleicht bekäme jemand anderes, was wir schicken.', 'Somebody else might get what we send.'],
  ['caution:stands-in-for-someone', 'Vielleicht vertritt hier jemand eine andere Person.', 'Somebody may stand in for another person.'],
  ['caution:names-a-destination', 'Die Mail sagt, wohin die Antwort gehen soll.', 'The mail says where the answer is to go.'],
  ['caution:another-address', 'Die Mail nennt eine neue Adresse.', 'The mail names a new address.'],
  ['caution:writes-from-another-address', 'Die Person schreibt nicht von ihrer registrierten Adresse.', 'The person does not write from the registered address.'],
  ['caution:mentions-another-address', 'In der Mail steht eine fremde Adresse.', 'The mail mentions a foreign address.'],
  ['caution:other-mailbox', 'Die Mail spricht von einem anderen Postfach.', 'The mail speaks of another mailbox.'],
  ['caution:pretext', 'Die Mail klingt nach einem Vorwand.', 'The mail sounds like a pretext.'],
  ['caution:somebody-else-is-named', 'Die Mail nennt jemand anderen.', 'The mail names somebody else.'],
  ['caution:asks-not-to', 'Die Person möchte etwas gerade nicht.', 'The person asks for something not to be done.'],
  ['caution:sounds-odd', 'Etwas kam der Person seltsam vor.', 'Something seemed odd to the person.'],
  ['caution:threat', 'Die Mail droht oder setzt eine Frist.', 'The mail threatens or sets a deadline.'],
  ['caution:security-question', 'Die Person will sich mit Wissen ausweisen.', 'The person wants to prove themself by what they know.'],
  ['caution:wants-the-secret-itself', 'Die Person will das Geheimnis selbst, nicht einen Link.', 'The person wants the secret itself, not a link.'],
  ['caution:concealed-letters', 'Die Mail enthält unsichtbare oder nachgemachte Zeichen.', 'The mail has invisible or look-alike letters.'],
  ['caution:passed-on', 'Die Mail ist die weitergereichte Mail einer anderen Person.', 'The mail was passed on from somebody else.'],
  ['caution:special-account', 'Vielleicht geht es um ein besonderes Konto.', 'It may be about a special account.'],
  ['caution:no-longer-entitled', 'Vielleicht ist die Person nicht mehr berechtigt.', 'The person may no longer be entitled.'],
  ['caution:did-not-ask-for-it', 'Die Person hat das nicht angefordert.', 'The person did not ask for it.'],
  ['caution:several-share-it', 'Mehrere teilen sich diesen Zugang.', 'Several people share this access.'],
  ['caution:for-a-group', 'Es geht um eine Gruppe, nicht um eine Person.', 'It is about a group, not one person.'],
  ['caution:many-accounts', 'Es geht um mehrere Konten.', 'It is about several accounts.'],
  ['caution:legal', 'Es geht um Rechtliches.', 'It is about something legal.'],
  ['caution:perhaps-another-site', 'Vielleicht ist eine andere Website gemeint.', 'Another site may be meant.'],
  ['caution:first-access', 'Vielleicht ist es der erste Zugang überhaupt.', 'It may be the very first access.'],
  ['caution:second-wish', 'Die Person will noch etwas anderes.', 'The person wants something else as well.'],
  ['caution:says-the-opposite', 'Die Mail sagt auch das Gegenteil.', 'The mail also says the opposite.'],
  ['caution:too-long', 'Die Mail ist zu lang, um ganz gelesen zu werden.', 'The mail is too long to be read in full.'],
  ['caution', 'Etwas in der Mail mahnt zur Vorsicht.', 'Something in the mail calls for caution.'],
  ['second-problem', 'Daneben geht es um „{case}“, und das braucht einen Menschen.', 'It is also about “{case}”, which needs a person.'],
  ['content.also', 'Daneben geht es um „{case}“, und das braucht einen Menschen.', 'It is also about “{case}”, which needs a person.'],
  ['case-needs-person', 'Ein Link allein löst „{case}“ nicht.', 'A link alone does not solve “{case}”.'],
  ['case-type.no-answer', 'Ein Link allein löst „{case}“ nicht.', 'A link alone does not solve “{case}”.'],
  ['link-not-enough:mail-does-not-arrive', 'Unsere Mails kommen nicht an, also käme auch die nächste nicht an.', 'Our mails do not arrive, so the next one would not either.'],
  ['link-not-enough:mail-is-filtered', 'Ein Filter hält unsere Mails auf.', 'A filter stops our mails.'],
  ['link-not-enough:link-consumed-by-scanner', 'Ein Scanner öffnet den Link, bevor die Person es tut.', 'A scanner opens the link before the person does.'],
  ['link-not-enough:several-links-failed', 'Mehrere Links gingen schon schief.', 'Several links have failed already.'],
  ['link-not-enough:link-already-worked', 'Der letzte Link ging; das Problem liegt woanders.', 'The last link worked; the problem lies elsewhere.'],
  ['link-not-enough:needs-diagnosis', 'Warum der Link nicht ging, muss jemand herausfinden.', 'Somebody has to find out why the link failed.'],
  ['link-not-enough:cause-unknown', 'Warum der Link nicht ging, ist nicht gesagt, und um einen neuen wird nicht gebeten.', 'Why the link failed is not said, and no new one is asked for.'],
  ['link-not-enough:password-and-pin-mixed-up', 'Passwort und PIN sind vielleicht verwechselt.', 'Password and PIN may be mixed up.'],
  ['link-not-enough:wants-other-channel', 'Die Person möchte einen anderen Weg als einen Link.', 'The person wants another way than a link.'],
  ['link-not-enough:asks-why', 'Die Person fragt nach der Ursache und bittet um nichts.', 'The person asks for the cause, and for nothing else.'],
  ['link-not-enough:wants-explanation', 'Die Person möchte eine Erklärung.', 'The person wants an explanation.'],
  ['link-not-enough', 'Ein Link allein löst das nicht.', 'A link alone does not solve it.'],
  ['unexplained-request', 'Die Mail enthält eine Bitte, die Rekey nicht versteht.', 'The mail asks for something that Rekey does not understand.'],
  ['wish-not-understood', 'Die Mail wünscht etwas, von dem nicht sicher ist, dass ein Link es erfüllt.', 'The mail wishes for something that a link may not fulfil.'],
  ['not-said-plainly', 'Die Mail sagt nicht ausdrücklich, was gebraucht wird.', 'The mail does not say plainly what is needed.'],
  ['not-sure-enough', 'Rekey ist nicht sicher genug, worum es geht.', 'Rekey is not sure enough what it is about.'],
  ['content.not-sure', 'Rekey ist nicht sicher genug, worum es geht.', 'Rekey is not sure enough what it is about.'],
  ['content.not-safe', 'Der Inhalt ist nicht eindeutig.', 'The content is not clear.'],
  ['speaks-of-other-hands', 'Die Mail spricht von anderen Menschen oder davon, dass etwas in andere Hände kam.', 'The mail speaks of other people, or of things in other hands.'],
  ['words-not-understood', 'Die Mail enthält Wörter, die Rekey in einer solchen Mail nicht kennt.', 'The mail has words that Rekey does not know in such a mail.'],
  ['unlike-link-mails', 'Solche Mails hat bisher meist ein Mensch beantwortet.', 'Mails like this one have mostly been answered by a person.'],
  ['sounds-automatic', 'Die Mail liest sich wie eine automatische Nachricht.', 'The mail reads like an automatic note.'],
  ['machine-mail', 'Die Mail kommt von einer Maschine.', 'The mail comes from a machine.'],
  ['case-type-not-instant', 'Das Portal hat für diese Art von Anfrage keine Sofort-Wiederherstellung.', 'The portal has no instant recovery for this kind of request.'],
  ['portal.not-for', 'Das Portal hat für „{case}“ keine Sofort-Wiederherstellung.', 'The portal has no instant recovery for “{case}”.'],
  ['portal.switched-off', 'Das Portal hat die Sofort-Wiederherstellung ausgeschaltet.', 'The portal has switched instant recovery off.'],
  ['portal-switched-off', 'Das Portal hat die Sofort-Wiederherstellung ausgeschaltet.', 'The portal has switched instant recovery off.'],
];

const RANKS: ReadonlyMap<string, number> = new Map(REASONS.map(([code], rank) => [code, rank]));

/** Without one code more than needed: `a:b:c` is looked up as `a:b`, then as `a`. Undefined: nobody has a sentence for it. */
function rankOf(code: string): number | undefined {
  const [first = '', second] = code.split(':');
  return (second === undefined ? undefined : RANKS.get(`${first}:${second}`)) ?? RANKS.get(first);
}

/**
 * The reasons against an instant answer as sentences, the most important first and each once.
 *
 * @param nameOf how a case type is called where this is read; codes without a sentence come last, as `spell` writes them
 */
export function whyNotInstant(because: readonly string[], locale: Locale, nameOf: (caseType: string) => string, spell: (code: string) => string): readonly string[] {
  const sentences = because
    .map((code) => ({ code, rank: rankOf(code) ?? REASONS.length }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ code, rank }) => REASONS[rank]?.[locale === 'de' ? 1 : 2].replace('{case}', () => nameOf(code.split(':').at(-1)!)) ?? spell(code));
  return [...new Set(sentences)];
}
