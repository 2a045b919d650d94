import type { CaseType } from '#kernel';

/** German sentences of our own, the way people say it without the word we would look for. Lessons (`learned/learn.ts`). */
export const DE_EXAMPLES: Readonly<Partial<Record<CaseType, readonly string[]>>> = {
  'forgot-password': [
    'Mein Benutzername ist bekannt, das Passwort habe ich vergessen.', 'Ich habe mein Passwort vergessen, Benutzername anna.', 'Passwort vergessen, mein Benutzername lautet anna.', 'Den Benutzernamen weiß ich, das Kennwort nicht mehr.', 'Mein Benutzername ist anna. Ich habe das Passwort vergessen.',
    'Vor dem Anmeldefenster fällt mir das Kennwort nicht ein.', 'Der Rechner wurde getauscht, das gemerkte Passwort ist nicht mitgekommen.', 'Welches Wort ich damals gewählt habe, weiß ich nicht.', 'Ich bräuchte Hilfe, um ein neues Passwort zu setzen, das alte ist unbekannt.', 'Meine Tochter hat ihr Passwort vergessen.',
    'Mein Kennwort ist mir entfallen, wie komme ich an ein neues?', 'Mir fällt das Passwort beim besten Willen nicht mehr ein.', 'Der Browser hatte das Passwort gespeichert, nach dem Neuaufsetzen ist es weg.',
    'Neues Handy, alle gespeicherten Passwörter verloren, das vom Portal auch.', 'Ich habe alle meine üblichen Passwörter durchprobiert, keines war es.', 'Wo kann ich mir ein neues Kennwort geben?',
    'Der Zettel mit dem Passwort ist im Altpapier gelandet.', 'Ich war lange nicht angemeldet und kenne mein Passwort nicht mehr.', 'Bitte setzen Sie mein Passwort zurück, ich weiß es nicht mehr.', 'Nach dem Urlaub ist das Passwort wie weggeblasen.',
  ],
  'reset-mail-missing': [
    'Auf den Knopf zum Zusenden gedrückt und nie kam was.', 'Die Adresse stimmt, trotzdem keine Nachricht zum neuen Passwort.', 'Bin ich bei Ihnen im Spamfilter, die Passwortmail bleibt aus?', 'Unsere IT sieht keinen Eingang von Ihnen, wenn ich das Passwort zurücksetze.',
    'Ich klicke auf Passwort vergessen, aber es kommt keine Mail.', 'Die versprochene Nachricht zum Zurücksetzen trifft nicht ein, auch nicht im Spam.', 'Seit gestern warte ich auf den Link für das neue Kennwort.', 'Ihre Seite sagt, es sei etwas verschickt worden, im Postfach ist nichts.',
    'Viermal angefordert, viermal nichts bekommen.', 'Unser Mailfilter verschluckt Ihre Nachrichten zum Passwort.', 'Ich habe die Mail mit dem neuen Passwort versehentlich gelöscht, bitte noch einmal schicken.', 'Beim Aufräumen habe ich Ihre Nachricht zum Kennwort weggeworfen.', 'Können Sie mir ein temporäres Passwort geben, weil Ihre Mails nicht ankommen?',
    'Die Firewall lässt keine Mails mit Einmallink durch.',
  ],
  'reset-link-failed': [
    'Die Seite zum neuen Passwort sagt, der Link sei nur kurze Zeit brauchbar gewesen.', 'Beim Klick auf den Link in Ihrer Mail erscheint Seite nicht gefunden.', 'Ich bräuchte den Link fürs Kennwort noch einmal, der erste war schon verbraucht.', 'Fehlermeldung beim Zurücksetzen, Bildschirmfoto anbei.',
    'Der Link für das neue Passwort ist ungültig.', 'Beim Anklicken heißt es, die Anfrage sei nicht mehr gültig oder schon verwendet.', 'Die Seite zum Ändern des Kennworts bleibt weiß.', 'Der Link zum Zurücksetzen führt auf eine Fehlerseite.', 'Ich war zu langsam, der Link zum Passwort ist abgelaufen, bitte einen neuen.',
    'Ihre Mail zum Konto ist da, aber der Verweis lässt sich nicht öffnen.', 'Token ungültig steht da, wenn ich den Link antippe.', 'Link kaputt, geht über zwei Zeilen.',
  ],
  'forgot-username': [
    'Was trage ich bei Username ein?',
    'Mir fehlt der Name zum Einloggen, das Kennwort kenne ich.', 'Unter welcher Kennung führt mich das Portal?', 'War der Login mein Kürzel oder der volle Name?', 'Man hat mir nie gesagt, wie mein Benutzername lautet.',
    'Das Passwort habe ich nicht vergessen, nur den Benutzernamen weiß ich nicht mehr.', 'Nicht das Kennwort ist weg, sondern der Benutzername.', 'Wie lautet mein Benutzername?', 'Als was bin ich bei Ihnen geführt, das Passwort habe ich.', 'Ich weiß nicht mehr, ob der Anmeldename mit Punkt oder Unterstrich war.', 'Das Passwort kenne ich, nur der Name dazu fehlt mir.', 'Welchen Login habe ich damals bekommen?', 'Unter welchem Namen muss ich mich anmelden?', 'Können Sie mir meine Benutzerkennung nennen?',
  ],
  'forgot-identity': [
    'Unter welcher meiner früheren Adressen läuft das Konto, ich bekomme es nicht mehr zusammen.', 'Wir haben keinerlei Daten zu unserem Zugang mehr, nur die Kundennummer.', 'Mein verstorbener Vater hat den Zugang angelegt, wir kennen weder Adresse noch Namen.', 'Finden Sie mein Konto über den Namen, mit allen Adressen heißt es nicht gefunden?',
    'Ich weiß nicht, mit welcher Mailadresse ich mich registriert habe, und den Benutzernamen auch nicht.', 'Der frühere Mitarbeiter hat das Konto eröffnet, niemand kennt Adresse oder Anmeldenamen.', 'Es müsste ein Konto von mir geben, aber unter welcher Adresse?', 'Können Sie mich anhand meines Namens suchen?', 'Keine der Adressen, die ich probiert habe, ist bei Ihnen bekannt.',
    'Weder Login noch E-Mail sind uns überliefert, in keiner Akte steht, womit der Betrieb angemeldet wurde.',
  ],
  'lost-email-access': [
    'Das Amt wurde aufgelöst und die Postfächer wurden gelöscht, mein Zugang läuft noch auf die alte Adresse.', 'Sein Postfach wurde vom Anbieter geschlossen, der Link landet dort.', 'Ich habe das Kennwort für mein Mailkonto nicht mehr und kann Ihre Mails nicht lesen.', 'Bitte tragen Sie meine neue Adresse ein, die bisherige existiert nicht mehr und ich komme nicht ins Portal.',
    'An das Postfach, das bei Ihnen steht, komme ich nicht mehr heran.', 'Zu der Adresse, mit der ich registriert bin, habe ich keinen Zugang mehr.', 'Mir fehlt der Zugang zu meiner registrierten Mailadresse.', 'Auf die hinterlegte E-Mail-Adresse habe ich keinen Zugriff mehr.', 'Die hinterlegte Adresse wurde abgeschaltet, der Link geht ins Leere.', 'Ich habe die Firma verlassen und meine Dienstadresse verloren.', 'Mein Mailanbieter hat zugemacht, bitte nehmen Sie künftig die neue Adresse.', 'Mit dem Ausscheiden wurde mein Postfach gesperrt, die Mails laufen ins Nichts.', 'Die Adresse gehört einem ausgeschiedenen Kollegen, niemand kann sie lesen.',
    'Das alte Konto bei dem Anbieter ist Geschichte, ich bin nur noch hier erreichbar.', 'Alles was Sie an die alte Mailadresse schicken, kommt nicht mehr bei mir an.',
  ],
  'email-change': [
    'Für die Anmeldung soll künftig die Adresse der Buchhaltung gelten.', 'Beide Postfächer funktionieren, ich möchte nur die Anmeldung umstellen.', 'Wo ändere ich im Profil die E-Mail, das Feld ist grau?', 'Die Adresse für den Login bitte auf meine private umstellen.',
    'Bitte ändern Sie meine Anmeldeadresse auf die neue.', 'Wir haben eine neue Domain, bitte stellen Sie die E-Mail um.', 'Ab nächsten Monat möchte ich mich mit der neuen Adresse anmelden.', 'Könnten Sie meine Mailadresse austauschen, die alte läuft noch bis Jahresende?', 'Statt der alten bitte die folgende Adresse hinterlegen.', 'Wir heißen jetzt anders, die Mailadressen haben sich geändert.',
  ],
  'activation-mail-missing': [
    'Der Aktivierungslink ist nicht gekommen.', 'Ich habe den Link zum Aktivieren nie bekommen.', 'Ich habe keinen Aktivierungslink erhalten.',
    'Gestern eingerichtet, die Mail mit der Bestätigung ist bisher ausgeblieben.', 'Ich krieg keine Mail zum Freischalten.', 'Unser Mailprogramm hat Ihre Bestätigung aussortiert, bitte nochmal schicken.', 'Registriert, aber nichts im Posteingang und nichts im Spam.',
    'Nach der Registrierung sollte eine Mail zum Bestätigen kommen, die ist nie eingetroffen.', 'Ich habe mich angemeldet, aber der Aktivierungslink kam nicht.', 'Die Bestätigungsmail fehlt.', 'Am Ende der Registrierung hieß es, ich soll ins Postfach schauen, da ist nichts vom Portal.', 'Seit der Neuanmeldung warte ich auf die Freischaltmail.', 'Bitte die Bestätigung erneut senden.',
  ],
  'activation-link-failed': [
    'Konto aktivieren lädt ewig und endet mit Zeitüberschreitung.', 'Beim Klick auf Bestätigen sagt der Browser ungültige Anfrage.', 'Mein Mailprogramm schneidet den Aktivierungslink ab.', 'Die Freischaltung klappt nicht, der Link meldet Parameter fehlt.',
    'Der Link zum Aktivieren geht nicht.', 'Beim Bestätigen meiner Adresse kommt eine Fehlermeldung.', 'Der Knopf in der Mail zum Bestätigen tut nichts.', 'Wenn ich auf Konto aktivieren drücke, kommt Serverfehler.', 'Bestätigungslink führt auf eine leere Seite.', 'Ich kann mein Konto nicht freischalten, der Link ist abgeschnitten.',
  ],
  'activation-expired': [
    'Ich habe die Einladung im Urlaub übersehen, jetzt ist sie nicht mehr gültig.', 'Zu lange gewartet mit der Aktivierung, bitte neu ausstellen.', 'Die Bestätigungsfrist ist vorbei, muss ich mich noch einmal registrieren?',
    'Die Einladung galt nur sieben Tage, ich habe sie zu spät geöffnet.', 'Ich habe die vierzehn Tage zum Bestätigen verpasst.', 'Der Aktivierungslink ist abgelaufen, ich war im Urlaub.', 'Wegen Krankheit habe ich die Registrierung nicht rechtzeitig bestätigt.', 'Die Frist für die Freischaltung ist verstrichen, bekomme ich eine neue Einladung?',
  ],
  'registration-data-changed': [
    'Vor- und Nachname waren vertauscht, beim Registrieren richtiggestellt, seitdem bitte warten.', 'Name korrigiert, jetzt geht nichts mehr, Vorgang in Prüfung.', 'Auf dem Zettel stand mein Name falsch, ich habe ihn im Formular verbessert und bin jetzt gesperrt.', 'Wie lange dauert die Freigabe nach einer Korrektur der persönlichen Angaben?',
    'Ich habe bei der Registrierung mein Geburtsdatum berichtigt, jetzt werden die Angaben geprüft.', 'Name im Formular korrigiert, seitdem ist der Vorgang gesperrt.', 'Wann gibt das Sekretariat meine geänderten Daten frei?', 'Ich musste den Nachnamen verbessern und hänge jetzt fest.', 'Meine Daten waren falsch, nach der Korrektur geht es nicht weiter.',
  ],
  'registration-not-accepted': [
    'Sie kennen unsere Firma angeblich nicht, welche Unterlagen fehlen für die Zulassung?', 'Sie haben meine Anmeldung zurückgewiesen, weil ich keine Firmenadresse habe.', 'Seit Tagen steht da Prüfung läuft, niemand gibt mich frei.', 'Ich habe alles bestätigt, warte aber noch auf die Zulassung durch Sie.',
    'Meine Registrierung wurde abgelehnt, warum?', 'Auf meine Anmeldung hieß es, man könne mir keinen Zugang gewähren.', 'Mein Antrag wartet seit Wochen auf die Prüfung.', 'Wann wird mein Konto freigeschaltet, die Bestätigung von Ihrer Seite fehlt noch?', 'Absage ohne Begründung, wir sind doch Kunde.', 'Können Sie die Freigabe meiner Registrierung beschleunigen?',
  ],
  'registration-form-blocked': [
    'Beim Neuanmelden weist die Seite jede Schreibweise der Telefonnummer zurück.', 'Das Geburtsdatum springt im Formular immer zurück.', 'Ich kann unten nicht auf Absenden klicken.', 'Angeblich schon vergeben, obwohl ich mich nie registriert habe.',
    'Das Formular lässt sich nicht absenden.', 'Beim Registrieren bleibt ein Pflichtfeld leer, die Liste klappt nicht auf.', 'Der Weiter-Knopf bleibt grau.', 'Das Formular meckert, meine Adresse gebe es schon.', 'Beim Anlegen eines neuen Zugangs komme ich über die erste Seite nicht hinaus.', 'Ihre Maske nimmt meine Eingaben nicht an.', 'Die E-Mail-Adresse wird bereits verwendet, sagt die Registrierung.',
  ],
  'registration-incomplete': [
    'Adresse bestätigt, aber das Profil nicht ausgefüllt, jetzt komme ich nicht weiter.', 'Beim Registrieren kam mir ein Anruf dazwischen, jetzt ist nichts Halbes und nichts Ganzes da.', 'Schritt zwei von drei wirft mich immer zurück.', 'Bei Ihnen bin ich wohl noch nicht fertig angelegt.',
    'Ich habe die Registrierung begonnen, aber nie zu Ende gebracht.', 'Meine Anmeldung ist halb fertig, wie mache ich weiter?', 'Profil vervollständigen, steht da, aber es speichert nicht.', 'Das Portal sagt, meine Registrierung sei noch nicht abgeschlossen.', 'Bin mitten im Anlegen des Kontos unterbrochen worden und finde keinen Einstieg mehr.',
  ],
  'serial-number-help': [
    'Das Schild am Gehäuse fehlt, gibt es die Nummer noch anderswo?', 'Kann man die Nummer am Bildschirm des Geräts anzeigen?', 'Ich habe das Gerät von allen Seiten angesehen und keine Seriennummer entdeckt.', 'Auf dem Gerät stehen mehrere Nummern, welche sechs Zeichen brauchen Sie?',
    'Wo steht die Seriennummer am Gerät?', 'Das Typenschild ist unleserlich.', 'Welche der Nummern auf dem Aufkleber ist gemeint?', 'Ist das in der Seriennummer ein O oder eine Null?', 'Das Gerät ist im Schrank eingebaut, ich komme nicht an das Schild.', 'Ihre Seite kennt die Seriennummer unseres Geräts nicht.',
  ],
  'username-change': [
    'Ich melde mich noch mit meinem früheren Namen an, bitte einen passenden Benutzernamen.', 'Im Benutzernamen ist ein Tippfehler, bitte berichtigen.', 'Mein Login trägt meinen alten Vornamen, das möchte ich ändern lassen.', 'Geht auch ein kürzerer Benutzername?',
    'Ich möchte einen anderen Benutzernamen.', 'Mein Anmeldename ist falsch geschrieben, bitte ändern.', 'Nach der Heirat soll auch der Login anders heißen.', 'Kann man den Anmeldenamen noch tauschen?', 'Der Benutzername passt nicht mehr zu meinem Namen.',
  ],
  'new-credentials': [
    'Der Brief mit den Zugangsdaten ist verschwunden, ich bitte um Ersatz.', 'Für unsere Einrichtung brauche ich die Zugangsdaten noch einmal.', 'Mein Zugang vom letzten Jahr ist mir abhanden gekommen, schicken Sie ihn neu.', 'Bitte senden Sie mir die Zugänge der Kolleginnen.',
    'Benötige neue Zugangsdaten.', 'Bitte schicken Sie mir meine Zugangsdaten noch einmal.', 'Ich unterrichte wieder und hätte gern wieder einen Zugang.', 'Von früher habe ich nichts mehr, stellen Sie mir bitte einen Zugang aus.', 'Unsere Zugangsdaten sind verloren gegangen, bitte neue.', 'Könnten Sie meinen Zugang erneuern?',
  ],
  'wrong-credentials': [
    'E-Mail oder Passwort passe nicht, sagt das Portal, dabei habe ich nichts verstellt.', 'Mein Kennwort wird abgewiesen, obwohl es das richtige ist.', 'Das Portal behauptet, Benutzer oder Kennwort seien verkehrt.', 'Könnten Sie prüfen, warum die Anmeldung abgelehnt wird, das Passwort stimmt?',
    'Falsche Zugangsdaten, obwohl alles stimmt.', 'Das Portal lehnt mein richtiges Passwort ab.', 'Benutzer stimmt, Kennwort stimmt, trotzdem komme ich nicht hinein.', 'Gestern ging es noch, heute werden die Daten nicht mehr angenommen.', 'Feststelltaste ist aus, Groß- und Kleinschreibung geprüft, Anmeldung fehlgeschlagen.', 'Ich gebe seit Jahren dasselbe Passwort ein und jetzt will er es nicht mehr.',
  ],
  'initial-credentials': [
    'Auf dem Kärtchen von der Lehrerin steht ein Kennwort, die Anmeldung schlägt aber fehl.', 'Mein Startpasswort ist unleserlich, null oder O?', 'Woher bekomme ich die ersten Zugangsdaten, ich bin neu in der Klasse?', 'Beim ersten Login sagt die Seite unbekannter Benutzer.',
    'Ich habe keinen Zettel mit den ersten Zugangsdaten bekommen.', 'Das Startpasswort vom Lehrer funktioniert nicht.', 'Unsere Klasse hat ihre ersten Logins bekommen, ich war krank.', 'Auf dem Streifen kann ich das Passwort nicht entziffern.', 'Vermutlich bin ich in der Schule noch gar nicht angelegt.', 'Ich habe das Blatt mit den Anmeldedaten verloren, bevor ich mich registrieren konnte.',
  ],
  'pin-activation': [
    'Die Geheimzahl für die Lastschrift ist nie angekommen.', 'Wir haben die PIN verlegt und bitten um eine neue.', 'Dreimal falsche PIN eingegeben, der Bereich ist gesperrt.', 'Der PIN-Brief ging an die alte Anschrift.',
    'Wir haben die PIN für Mein Betrieb nicht bekommen.', 'Der Brief mit den Ziffern für die Freischaltung ist weg.', 'Die PIN wird nicht angenommen.', 'Bitte eine neue PIN per Post.', 'Ich kann den Betriebsbereich nicht freischalten.', 'Die Zahl auf Ihrem Schreiben ist nicht lesbar.',
  ],
  'forced-reset': [
    'Das Portal verlangt plötzlich ein anderes Kennwort, kommt das von Ihnen?', 'Wegen neuer Vorgaben wurde mein Passwort ungültig, ich soll ein neues wählen.', 'Die Rundmail zum Passwortwechsel habe ich übersehen, jetzt komme ich nicht mehr hinein.',
    'Beim Anmelden werde ich aufgefordert, ein neues Passwort zu vergeben, wegen der Sicherheit.', 'Nach Ihrer Umstellung soll jeder das Kennwort erneuern.', 'Muss ich wirklich ein neues Passwort setzen oder ist das Betrug?', 'Seit dem Update wird mein altes Kennwort nicht mehr anerkannt, man verlangt ein neues.', 'Sie schreiben, alle Nutzer müssten ihr Passwort ändern.',
  ],
  'account-migration': [
    'Privat und im Verein habe ich je ein Konto, kann man daraus eines machen?', 'Ziehen unsere Konten beim Wechsel auf das neue System mit um?', 'Mein altes Kundenkonto kennt das neue Portal nicht.', 'Durch den Schulwechsel habe ich zwei Profile, bitte zusammenführen.',
    'Wie kommt mein Konto aus dem alten Kundenbereich ins neue Portal?', 'Werden die alten Zugänge übernommen?', 'Kann man meine zwei Konten zusammenlegen?', 'Bleiben meine Merklisten und Downloads im neuen System erhalten?', 'Muss ich im neuen Portal bei null anfangen?',
  ],
  'account-deletion': [
    'Bitte nehmen Sie mein Profil vom Netz.', 'Ich habe den Betrieb aufgegeben und brauche den Zugang nicht mehr, löschen Sie alles.', 'Ich widerrufe meine Einwilligung und verlange die Löschung.', 'Doppelt angemeldet, das frühere Konto bitte entfernen.',
    'Bitte löschen Sie mein Konto.', 'Streichen Sie mich aus Ihrer Kartei, das Konto wird nicht mehr gebraucht.', 'Ich gehe in Rente und möchte abgemeldet werden.', 'Alle meine Daten bitte löschen, Artikel 17 DSGVO.', 'Das alte Konto kann weg.', 'Den ersten Zugang können Sie entsorgen, ich habe einen neuen angelegt.',
  ],
  'profile-data-change': [
    'Im Portal steht noch der alte Firmenname.', 'Nach der Heirat bitte den Nachnamen im Kundenkonto berichtigen.', 'Wir sitzen jetzt in einer anderen Straße, wo trage ich das ein?', 'Meine Handynummer hat sich geändert, bitte in den Stammdaten anpassen.',
    'Wir sind umgezogen, die Anschrift im Profil stimmt nicht mehr.', 'Mein Nachname hat sich geändert, bitte im Konto ergänzen.', 'Die Telefonnummer im Profil ist falsch.', 'Wo ändere ich die Lieferadresse?', 'Der Firmenname muss angepasst werden.', 'Ihr schreibt meinen Namen falsch.',
  ],
  'staff-account': [
    'Ich bin Mitarbeiter und habe das Kennwort für mein AD-Konto vergessen.', 'Als Beschäftigter komme ich mit meinem Konto aus dem Haus nicht hinein.',
    'Am Schulrechner werde ich mit der Dienstkennung abgewiesen.', 'Ich bin Bearbeiter mit Lizenz, kein Kunde, und komme nach dem Kennwortwechsel nicht ins Ticketsystem.', 'VPN und interne Anmeldung gehen nicht, wer ist für Beschäftigte zuständig?',
    'Ich arbeite bei euch im Haus und komme nicht mehr in Jira.', 'Meine Windows-Anmeldung am Dienstrechner ist abgelaufen.', 'Als Mitarbeiter mit AD-Konto, wer ist für mich zuständig?', 'Lehrer-PC nimmt mein Kennwort nicht.', 'Die interne Self-Service-Seite ist von zu Hause nicht erreichbar.',
  ],
  'stay-logged-in': [
    'Jeden Morgen fragt das Portal wieder nach Benutzer und Passwort.', 'Nach der Mittagspause bin ich jedes Mal abgemeldet.', 'Login merken funktioniert nicht, Cookies sind erlaubt.', 'Ich muss das Passwort stündlich neu eintippen.',
    'Ich muss mich jeden Tag neu anmelden, trotz Häkchen.', 'Das Portal wirft mich nach wenigen Minuten hinaus.', 'Kann die Sitzung länger dauern?', 'Wie bleibe ich eingeloggt?', 'Kästchen zum Merken angeklickt, es merkt sich nichts.',
  ],
  'wrong-site': [
    'Wo auf Ihrer Seite ist der Knopf zum Anmelden?',
    'Meine Karte der Stadtbücherei wird nicht erkannt, macht das bei Ihnen jemand anders?', 'Ich suche den Login für ein anderes Portal, bin ich hier falsch?', 'Ist das dieselbe Seite wie die Lernplattform?', 'Gehört der Shop zu Ihnen, da komme ich nicht rein?',
    'Bin ich bei Ihnen überhaupt richtig?', 'Ich glaube, ich bin auf der falschen Seite gelandet.', 'Der Login einer anderen Behörde geht nicht, sind Sie zuständig?', 'Auf welcher Internetseite muss ich mich registrieren?', 'Ich komme nicht in die Onlinebibliothek, gehört die zu Ihnen?',
  ],
  'captcha-problem': [
    'Immer neue Fotos mit Ampeln und Hydranten, die Abfrage endet nie.', 'Das Bilderrätsel lädt nicht.', 'Als Sehbehinderter schaffe ich die Bildabfrage nicht.', 'Gibt es einen Weg am Bilderrätsel vorbei?',
    'Die Bilderrätsel sind nicht lösbar.', 'Ich soll Ampeln und Busse anklicken und es nimmt kein Ende.', 'Vor dem Link hängt ein Spiel mit lauter kleinen Fotos.', 'Ich bin kein Roboter, aber das Häkchen erscheint nicht.', 'Die Sicherheitsabfrage mit Bildern kann ich nicht sehen.',
  ],
  'password-criteria': [
    'Welche Anforderungen muss ein Passwort erfüllen, das ich nach der ersten Anmeldung setze?', 'Wie muss das neue Passwort aussehen?',
    'Fünfzehn Zeichen und trotzdem ein rotes Kreuz, was stört ihn?', 'Mein Vorschlag für das neue Kennwort erfüllt angeblich die Vorgaben nicht.', 'Mal ist ihm das Passwort zu kurz, mal zu leicht zu erraten.', 'Sind Umlaute im Passwort erlaubt?',
    'Jedes Passwort, das ich mir ausdenke, wird als zu schwach abgelehnt.', 'Welche Zeichen sind beim Kennwort erlaubt?', 'Was verlangt ihr beim neuen Kennwort, das Feld bleibt rot?', 'Wie lang muss das Passwort sein?', 'Zahl, Sonderzeichen, Großbuchstabe, alles drin, und doch nicht erfüllt.',
  ],
  'account-locked': [
    'Jemand hat an meinem Laptop herumgetippt, jetzt bin ich ausgesperrt, das Passwort weiß ich.', 'Fünfmal vertippt, da steht Konto gesperrt, wenden Sie sich an die Hilfe.', 'Können Sie die Sperre aufheben, ich kenne mein Kennwort.', 'Seit drei Tagen vorübergehend gesperrt wegen zu vieler Versuche.',
    'Mein Konto ist gesperrt.', 'Nach mehreren Fehlversuchen bin ich ausgesperrt.', 'Zugang vorübergehend deaktiviert, bitte aufheben.', 'Ich habe mich zu oft vertippt, bitte entsperren.',
  ],
  'two-factor-lost': [
    'Nach dem Zurücksetzen des Telefons zeigt die Authentifizierungs-App keine Einträge mehr.', 'Kennwort habe ich, nur die Zahl nach dem Kennwort nicht.', 'Diensthandy ausgetauscht, Codegenerator weg.', 'Bitte den zweiten Faktor zurücksetzen.',
    'Mein Telefon mit der App für die Codes ist kaputt.', 'Nach dem Kennwort will das Portal sechs Ziffern aus der App, die habe ich nicht mehr.', 'Neues Handy, der zweite Faktor fehlt.', 'Ersatzcodes habe ich keine, das Handy ist verloren.', 'Die Codes vom alten Gerät lassen sich nicht übertragen.',
  ],
  'suspected-compromise': [
    'In meiner Übersicht stehen Anfragen, von mir sind die nicht.', 'Ich glaube, jemand kennt mein Passwort.', 'Solche Mails bekomme ich seit gestern ständig, ich habe nichts angefordert.', 'In meinem Profil stehen Angaben, die nicht von mir stammen, bitte sperren.', 'Laut Ihrer Meldung hat sich nachts ein fremdes Gerät aus dem Ausland angemeldet.',
    'In meinem Konto sind Bestellungen, die ich nie gemacht habe.', 'Jemand hat mein Passwort geändert, ich war es nicht.', 'Da treibt sich jemand in meinem Zugang herum.', 'Ich bekomme Mails zum Zurücksetzen, die ich nicht angefordert habe.', 'Mein Laptop mit dem Zugang wurde gestohlen.', 'Meine Telefonnummer im Profil lautet plötzlich anders, merkwürdig.', 'Nachts kamen Anmeldecodes auf mein Handy, ich habe geschlafen.',
  ],
  'not-account-related': [
    'Vermieten Sie auch Geräte, was ist im Preis enthalten?', 'Bis wann muss mich mein Betrieb zur Prüfung anmelden?', 'Das ging ja flott, Film läuft, danke.', 'Ist für unser Fest noch eine Leinwand frei?', 'Wer ist Ansprechpartner für die Ausbildung?', 'Ich hätte gern eine Kopie des Kalibrierscheins.', 'Der Drucker im Raum geht nicht.',
    'Wir möchten einen Beamer ausleihen.', 'Wann beginnt der Lehrgang und was kostet er?', 'Mein Sohn ist heute krank.', 'Vielen Dank, es hat geklappt.', 'Wann haben Sie geöffnet?', 'Mein Sohn hat seine Jacke in der Sporthalle liegen lassen.', 'Wir brauchen ein Angebot für die Kalibrierung.', 'Prima, ich bin wieder drin.', 'Wo finde ich den Stundenplan?', 'Die Rechnung ist noch nicht gekommen.',
  ],
  spam: [
    'Mir ist aufgefallen, dass Ihre Homepage langsam lädt, wir machen Ihnen ein kostenloses Konzept.', 'Unser Angebot für Handwerker, nur solange der Vorrat reicht.', 'Letzte Mahnung, öffnen Sie den Anhang, sonst wird Ihr Konto geschlossen.',
    'Jetzt günstig Kredit ohne Schufa sichern.', 'Wir bringen Ihre Webseite auf Platz 1.', 'Flyer zum halben Preis, Visitenkarten gratis, bestellen Sie noch heute in unserem Shop.', 'Sehr geehrter Nutzer, Ihr Postfach ist voll, bestätigen Sie Ihr Passwort.', 'Exklusive Aktion nur diese Woche, profitieren Sie als Betrieb.', 'Sie haben gewonnen, senden Sie Ihre Bankdaten.',
  ],
  'auto-reply': [
    'Bis einschließlich Freitag bin ich nicht im Betrieb und lese keine Nachrichten.', 'Ihre Anfrage ist bei uns eingegangen und hat die Vorgangsnummer.',
    'Ich bin bis Montag nicht im Büro, meine Vertretung hilft Ihnen.', 'Vielen Dank für Ihre Nachricht, wir haben sie unter der Nummer erfasst.', 'Ich bin ab August wieder für Sie da, diese Antwort wird automatisch verschickt.', 'Ihre Nachricht wurde gelesen.',
  ],
};
