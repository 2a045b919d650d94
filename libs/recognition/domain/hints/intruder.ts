import type { HintList } from './index.js';
import { ABROAD, AROUND, AROUND_EN, BAG, CALLER, DEVICE, DONE, LATELY, NIGHT, NOBODY_KNOWN, NO_MACHINE, PAPER, SECRET, SIGN_IN, TO } from './intruder-words.js';

/** Somebody got in, or could: strange sign-ins, warnings, passwords that others know, devices and notes in other hands. */
export const INTRUDER: readonly HintList[] = [
  ['suspicious', [
    // Left behind where anybody may pick it up.
    '(?:left|lost|forgot|leave) (?:it|them|(?:my|the) (?:[a-z]{1,10} )?(?:phone|tablet|laptop|notebook|mobile|device|bag|rucksack|backpack)) (?:behind )?(?:on|in|at) (?:the|a|an) (?:[a-z]{1,10} )?(?:train|bus|tram|taxi|cab|cafe|pub|bar|plane|station|platform|airport|ferry|underground|tube|metro|restaurant|bench|park|gym|beach)',
    '(?:im|in der|in einem|in einer|auf der|auf dem|am) (?:[a-z]{1,10} )?(?:zug|bus|bahn|tram|strassenbahn|taxi|u bahn|s bahn|bahnhof|bahnsteig|flughafen|flugzeug|faehre|cafe|kneipe|restaurant|bank|park|strand|ice|regionalbahn) (?:[a-z]{1,10} )?(?:liegen|liegengelassen|liegenlassen|vergessen|verloren|stehen lassen|stehengelassen)',
    // A note that lay where others work.
    '(lag|klebte|hing|steckte|was|lay|hung|stuck) (?:[a-z]{1,10} ){0,3}(unter|under|underneath|an|on|neben|beside) (der|meiner|dem|meinem|the|my) (tastatur|keyboard|monitor|bildschirm|screen) (?:[a-z]{1,10} ){0,3}(im|in|at) (?:[a-z]{1,5} ){0,1}(grossraum*|open plan|gemeinschafts*|lehrerzimmer|staff ?room|shared office)',
    // Written where a room reads it.
    '(stand|hing|prangte|steht|haengt) (es|sie|das passwort|das kennwort|mein passwort|mein kennwort) (?:[a-z]{1,12} ){0,5}(auf|an) (der|die|einer) (?:[a-z]{1,14} ){0,2}(tafel|leinwand|wand|pinnwand|folie)',
    // An account that the writer never had.
    '(konto|account) (bei (ihnen|euch) )?(hatte|habe|hab) ich (noch |bisher |bislang )?(keines|keins|nie|nie eins)', 'never had an account (with you|at yours|here|before)',
    // Told around: whoever heard it can try it.
    '(das alte|das bisherige|passwort|kennwort|password|the old one) (?:[a-z,]{1,14} ){0,6}(herumerzaehlt|rumerzaehlt|ausgeplaudert|in die runde gerufen|told around|blurted out|passed around)',
    // Sign-ins from places where the writer is not, and what the page or a notice says about them.
    `${SIGN_IN} __ (from|aus|in) (der |the |dem )?${ABROAD}`, `(aus|from|in) (der |the |dem )?${ABROAD} __ (angemeldet|eingeloggt|zugegriffen|geoeffnet|logged (in|on)|signed (in|on)|opened|accessed)`,
    `${SIGN_IN} __ (ort|stadt|land|netz|place|town|city|country|village|network|computer|device|geraet|rechner|browser) __ (nie|never|unknown|unbekannt*|fremd*|nicht kenn*|not know|not recogni[sz]e)`,
    `(unbekannt*|fremd*|unknown|unfamiliar|strange|unrecogni[sz]ed) (ort|stadt|land|netz|place|town|city|country|network|computer|device|devices|geraet|geraete|rechner|browser|ip|${SIGN_IN.slice(1, -1)})`,
    `(letzte[nrs]?|last|recent|previous) ${SIGN_IN} __ (steht|stand|stuenden|stehen|says|said|shows|showed|listed|reads|was shown|zeigt|zeigte)`,
    `(steht|stand|stehen|says|said|shows|showed|listed|zeigt|zeigte|summary|uebersicht) __ (letzte[nrs]?|last|recent|previous) ${SIGN_IN}`,
    `(says|said|tells|told|summary|report|notice|notices|warn*|alert*|meldung*|hinweis*|bericht|uebersicht) __ ${SIGN_IN} (from|in|aus|on|auf|mit) (einem|einer|a|an|another|some)`,
    `${SIGN_IN} (notices?|alerts?|warnings?|(meldung|warnung|hinweis|nachricht)[a-z]{0,2})`, '(anmelde|login|sicherheits)(warnung*|meldung*|alarm*)', 'security alerts?',
    `${SIGN_IN} __ (da|dann|when|then) __ (schlief|schlafe|schliefen|geschlafen|gepennt|asleep|sleeping|in bed|im bett|wandern|verreist|urlaub|on holiday|away)`,
    `${SIGN_IN} __ (nachts|in the night|at night|in the (small|early) hours|(two|three|four|five) in the morning|at (two|three|four) am)`,
    '(i was|ich war|wir waren|we were|lag ich|war ich|schlafe ich|schlief ich) __ (asleep|fast asleep|sleeping|in bed|im bett|laengst im bett) __ (um|at|by) (die|diese|that|this) (zeit|uhrzeit|time|hour)',
    '(um|zu) (die|diese|der|dieser|jener) (zeit|uhrzeit|stunde) (schlafe|schlief|schlafen|schliefen) (ich|wir|hier|bei|alle)', '(heavy|light|sound) sleeper',
    // Notices of changes that nobody made.
    '(nichts|nie|nicht|niemals) (geaendert|umgestellt|gewechselt|veraendert) __ (trotzdem|aber|kam|dennoch|bestaetigung|meldung|nachricht|mail) __ (bestaetigung|meldung|nachricht|mail|hinweis|aenderung|trotzdem|dennoch)',
    '(geaendert|umgestellt|gewechselt|veraendert) (habe|hab|hatte|haben) (ich|wir) (gar |aber |dort |da |selbst )?(nichts|nicht|nie)(?! (?:mehr|wieder))',
    '(never|not) (changed|touched|altered|switched) (it|mine|anything|my password) __ (yet|but|though|still|nevertheless) __ (note|mail|email|message|notice|confirmation|told|says|said)',
    '(note|mail|email|message|notice|confirmation|text) __ (saying|says|said|telling me|claims|claiming) (that )?(i|we) (did|had|changed|reset|updated|signed|logged|ordered|asked)',
    '(bestaetigung|meldung|nachricht|hinweis|dank) __ (aenderung|neues? kennwort|neues? passwort|passwortwechsel*|kennwortwechsel*|adressaenderung) __ (nie|nicht|nichts|kein*|trotzdem|obwohl)(?! (?:mehr|angekommen|gekommen|da|' +
      'erhalten|bekommen))',
    '(bestaetigt|dankt|bedankt|gratuliert|thanks?|thanking|congratulat*|confirms?|confirming) __ (for|fuer|dass|that) __ (changing|changed|aenderung|geaendert|wechsel|updating)',
    '(changed|geaendert|umgestellt|gewechselt|set|gesetzt|vergeben|chosen|gewaehlt) (?:[a-z]{1,12} ){0,3}(not|nicht|nie) (by|von|durch) (me|us|mir|uns)',
    // Unasked: codes, links and mails that nobody wanted.
    '(um|for) (die|den|das|eine|einen|beide|keine[ns]?|the|that|those|any|either) (?:[a-z]{1,14} ){0,3}(nie|nicht|gar nicht|never|not) (gebeten|ersucht|angesucht)',
    '(gebeten|ersucht|angefordert|verlangt|bestellt|ausgeloest) (hatte|habe|haben|hatten) (ich|wir|hier|das|die|den) _ (nie|nicht|nichts|kein*|niemand|keiner)(?! (?:bekommen|erhalten|gekommen|angekommen))',
    '(hatte|hatten) (ich|wir) (?:[a-z]{1,12} ){0,5}(nie|nicht|gar nicht|keine[ns]?|niemals) (?:[a-z]{1,12} )?(gebeten|ausgeloest|angestossen|angefordert|verlangt)(?! (?:bekommen|erhalten))',
    '(i|we|nobody|none of us|no one) (had |have |has )?(never |not |did not |do not |certainly )*(never|not|nobody|none) (?:[a-z]{1,12} )?(asked for|requested|triggered|applied for|ordered|started|initiated)',
    '(which|that|those) (i|we) (had |have |did )?(never|not) (?:[a-z]{1,12} )?(ask|asked|request|requested|order|ordered|trigger|triggered|want|wanted)',
    '(mail|mails|link|links|code|codes|nachricht*|message*|email|emails|sms) __ (unaufgefordert|ungebeten|ungefragt|unverlangt|unbestellt|unsolicited|unprompted|unbidden|unasked|uninvited|out of the blue|aus heiterem himmel|' +
      'ohne mein zutun|without my (asking|doing))',
    '(keep|kept|keeps) (getting|receiving) _ (codes?|reset*|mails?|emails?|messages|links?|prompts?|calls|texts|requests) __ (never|not|without|nobody)',
    '(jede nacht|nachts|seit (sonntag|montag|gestern) (dauernd|staendig)) __ (codes?|sechs zahlen|reset*|ruecksetz*|zuruecksetzen|passwortmails|bestaetigungscode*|anfragen)',
    '(approved|accepted|tapped|confirmed|bestaetigt|angenommen|freigegeben|getippt) __ (prompt|sign in|push|anfrage|request|box|freigabe) __ (not|never|nicht|nie|without|ohne|obwohl|though)',
    // The link, the mail, the page: somebody was there first.
    `${NOBODY_KNOWN} __ (opened|clicked|used|picked|chosen|redeemed|beat me|been there|geoeffnet|geklickt|angeklickt|benutzt|eingeloest|gesetzt|vergeben|ausgesucht|gewaehlt|verbraucht)`,
    `${NOBODY_KNOWN} __ (got in|gets in|broke in|been in|was in|logged|signed|reinkam|reingekommen|drin war|drin gewesen|eingedrungen|zugegriffen|angemeldet|eingeloggt|reingeht|rein kommt|reinkommt)`,
    `${NOBODY_KNOWN} __ (changed|altered|edited|swapped|deleted|ordered|booked|borrowed|downloaded|sent|typed|entered|geaendert|veraendert|geloescht|bestellt|gebucht|ausgeliehen|heruntergeladen|eingetragen|eingetippt|` +
      'eingegeben|verschickt|storniert)',
    `${NOBODY_KNOWN} __ (copied|photographed|filmed|read it|reads|gelesen|memori[sz]ed|guessed|overheard|abgeschrieben|fotografiert|abfotografiert|gefilmt|abgelesen|mitgelesen|mitgeschrieben|erraten|mitgehoert|abgerissen|abgezogen)`,
    `${NOBODY_KNOWN} __ (stole|swiped|pinched|nicked|snatched|grabbed|walked off with|made off with|gerissen|gemopst|geklaut|gestohlen|mitgenommen|eingesteckt|entwendet|gefunden|aufgehoben)`,
    '(benutzt|verwendet|verbraucht|eingeloest|geoeffnet|used|redeemed|opened|spent) __ (obwohl|dabei|although|though|but|aber|und) __ (nie|nicht|noch nicht|never|not) __ (angeklickt|geklickt|angefasst|angeruehrt|clicked|' +
      'touched|pressed|benutzt)',
    '(opened|used|clicked|read|geoeffnet|gelesen|benutzt|angeklickt|eingeloest) (?:[a-z]{1,12} ){0,3}(before (i|we) (saw|got|could|had (seen|read|opened))|bevor (ich|wir) (sie|ihn|es|die|den|das|ihre) _ (gesehen|gelesen|hatte|' +
      'angefasst|bekam|geoeffnet))',
    '(already|bereits|schon|somehow) (?:[a-z]{1,12} ){0,3}(aktiv|active|activated|aktiviert|registriert|registered) __ (obwohl|though|although|but|aber|dabei) __ (nie|nicht|never|not)',
    '(ein|a) (von mir )?(nicht|not) (von mir |selbst |by me )?(gewaehlte[sn]?|gesetzte[sn]?|vergebene[sn]?|chosen|set)',
    '(neue|fresh|new) (passwort|kennwort|password|one) (was |war |is |ist )?(already|bereits|schon) (set|chosen|picked|gesetzt|vergeben|gewaehlt|gespeichert)',
    // Rooms and machines: doors open, screens on, others at the keyboard.
    '(buero|zimmer|spind|schrank|schublade|office|locker|drawer|desk|room|werkstatt|auto|van|wagen|cupboard) (stand|standen|was|were|war|waren) (weit offen|wide open|sperrangelweit offen|aufgebrochen|forced|durchwuehlt)',
    '(buero|zimmer|tuer|office|door|werkstatt) __ (rechner|laptop|computer|bildschirm|screen|pc) (lief|was on|was running|stand offen|war an|war hochgefahren)',
    `(an|mit|auf) (meinem|mein|meins|unserem) ${DEVICE} (schon |schon mal |wohl |da |immer |gern |ein bisschen |so )?(rumgespielt|herumgespielt|rumgemacht|gefummelt|zugange|gesessen|rumgetippt|rumprobiert|gewesen)`,
    `(messing|messed|mucked|mucking|fiddled|fiddling|fooling|been) (about |around |a bit )?(with|on|at) (my|the|our) ${DEVICE}`,
    `(${AROUND_EN}|he|she|they|somebody|someone) (was |had |were )?(sat|sitting|sits|been) (down )?at my (desk|keyboard|${DEVICE.slice(1, -1)})`, '(chair|stuhl|sitz|seat) (was |war )(still |noch )?warm',
    `(hat|haben|hatte|hatten) __ (an|mit) meinem ${DEVICE} (gesessen|gearbeitet|rumgespielt|herumgespielt|gewerkelt)`,
    // People who know it, saw it, guessed it, wrote it down.
    `${SECRET} (?:[a-z]{1,14} ){0,4}(kennt|kannte|kannten|kennen|weiss|wusste|wussten|wissen) (?:[a-z]{1,12} ){0,3}(${AROUND}|jede[rn]?|alle|halbe|ganze|jedermann|saemtliche)`,
    `${AROUND} (?:[a-z]{1,14} ){0,4}(kennt|kannte|kannten|kennen|wusste|wussten|gewusst|gekannt) (?:[a-z]{1,12} ){0,3}(es|meins|meines|meine|auswendig|${SECRET.slice(1, -1)})(?! (?:nicht|nie|auch nicht))`,
    `${SECRET} (?:[a-z0-9]{1,14} ){0,5}(hat|haben|hatte|hatten) (?:[a-z]{1,12} ){0,3}${AROUND} (?:[a-z]{1,12} ){0,4}(gewusst|gekannt|erraten|gesehen|gelesen|mitgelesen|abgeschrieben|fotografiert|notiert|aufgeschrieben|benutzt|` +
      'verraten|gesagt|ausgeplaudert|herausgefunden)',
    `${AROUND} (?:[a-z,]{1,14} ){0,8}(erraten|abgeschrieben|abgelesen|mitgelesen|mitgeschrieben|weitererzaehlt|ausgeplaudert|geknackt|abgeguckt|ausspioniert)(?! (?:bekommen|werden))`,
    `${AROUND_EN} (?:[a-z0-9,]{1,14} ){0,6}(guessed|copied|photographed|filmed|memori[sz]ed|overheard|cracked|jotted|peeked|spied|shouted|announced) (it|mine|them|my (?:[a-z]{1,10} )?(password|passwords|login|code|note|notes|` +
      'pin)|the (password|login|code|parrot|note))',
    `${AROUND_EN} (?:[a-z0-9,]{1,14} ){0,4}(knows|knew|has got|uses|used|still has) (?:[a-z]{1,10} )?(it|mine|(my|the|all my|our) (?:[a-z]{1,10} )?(password|passwords|login|code|pin|details))(?! (?:was|is|that|not))`,
    '(half|whole|entire|halbe|ganze|gesamte|komplette) (?:(?:der|die|of the|the) )?([0-9]{1,2}[a-f]|[a-z]{0,10}(klasse|schule|buero|belegschaft|abteilung|verein|familie|mannschaft|kollegium|dorf|wg|kurs|kantine|werkstatt)|' +
      'class|school|office|team|crew|staff|village|family|course|canteen|workshop|department|house) (?:[a-z,]{1,12} ){0,4}(knows|knew|read it|reads|saw|seen|heard|kennt|kannte|weiss|wusste|gelesen|gesehen|gehoert|mitgelesen|' +
      'mitgehoert|lachte|mitbekommen)',
    '(vor|in front of|for) (der |die |allen|aelle|all|the |versammelter |versammeltem |meiner |unserer )?(?:[a-z]{1,12} )?(klasse|belegschaft|mannschaft|leuten|class|staff|crew|room|everyone|everybody|team|' +
      'kollegium) __ (gesagt|vorgelesen|verraten|laut|vorgetragen|genannt|read|said|out loud)',
    '(laut|out loud|aloud) (vorgelesen|vorgesagt|ausgesprochen|gerufen|durch den|durchs|diktiert)', '(vor alle|vor allen) (?:[a-z]{1,12} ){0,2}(gesagt|vorgelesen|verraten|genannt|vorgetragen|ausgeplaudert)',
    `${AROUND} (?:[a-z0-9,]{1,14} ){0,6}(unter|mit|in|auf) (meinem|meiner|meinen) (namen|kennwort|passwort|zugang|konto|kennung|account|daten) (?:[a-z]{1,12} ){0,4}(gearbeitet|bestellt|eingeloggt|angemeldet|ausgeliehen|` +
      'gebucht|gesurft|geschrieben|gespielt|verschickt|drin)',
    '(unter|auf|in) (meinem|meinen) namen (?:[a-z]{1,12} ){0,4}(gearbeitet|bestellt|ausgeliehen|gebucht|reserviert|geschrieben|verschickt|bestellungen|ausleihen|reservierungen|heruntergeladen|gezogen|unterwegs)',
    '(ordered|booked|borrowed|loans?|orders?|bookings?|downloads?|downloaded|posted|messages) (?:[a-z]{1,12} ){0,4}(under|in) my name', '(als|as) (ich|me) (geschrieben|verschickt|ausgegeben|posing|messages)',
    '(posing|pretending|writing|signing in|logging in) as me', '(sich )?als ich aus(gegeben|gab|gibt|geben)',
    // Written where others read, shown on a wall, sent into a group.
    `${SECRET} (?:[a-z0-9,]{1,14} ){0,6}(hing|haengt|hingen|steht|stand|prangt|prangte|klebt|klebte|pinned|written|chalked|taped|stuck|posted|angeschrieben|ausgehaengt|gepinnt) (?:[a-z0-9,]{1,14} ){0,5}(tafel|schwarzen brett|` +
      '[a-z]{0,10}tuer|wand|werkstattwand|flipchart|whiteboard|schaufenster|fensterscheibe|tresen|theke|kasse|kreide|spind|board|blackboard|wall|door|window|counter|till|chalk|noticeboard)',
    '(an|auf) (der|die) (tafel|leinwand|pinnwand|wand|werkstattwand|werkstatttuer|flipchart) __ (geschrieben|gelesen|gesehen|gestanden|stand|steht|geworfen|projiziert)',
    '(auf|on|ueber) (der|die|the|den|dem) (leinwand|beamer|projector|big screen|overhead|livestream|smartboard) (?:[a-z]{1,12} ){0,4}(gelesen|gesehen|zu sehen|mitgelesen|read|saw|seen|stand|visible)',
    '(whole|entire) (class|staff|room|meeting) (read|saw|watched)',
    '(screenshot*|foto|photo|picture|bild) (?:[a-z]{1,12} ){0,4}(passwort*|kennwort*|password*|zugangsdaten|login|zettel) (?:[a-z]{1,12} ){0,4}(gepostet|geschickt|verschickt|geteilt|posted|shared|sent|online)',
    // Told, given, written down for people who asked.
    `${CALLER} (?:[a-z0-9,]{1,14} ){0,8}(vorlesen|vorgelesen|vorlese|vorlas|diktieren|mitgeschrieben|abgefragt|mitnotiert|(wissen|haben) (wollte|will)|ihm (die|den|das|mein)|wanted (my|the|to know)|asked (me )?for (my|the)|` +
      'gave (him|her)|read (him|her))',
    `(gave it|gave my|gave the|read|dictated|spelt|spelled|given|vorgelesen|durchgegeben|diktiert|buchstabiert|verraten) (?:[a-z0-9,]{1,14} ){0,6}${CALLER}`,
    '(read|reading|spelt|spelled|dictated) (it|the (code|link|password|number|numbers|mail)|my password|mine) (out )?(loud )?(to|for) (some|a|an|him|her|them|the|this|that)',
    '(vorlesen lassen|vorgelesen bekommen|vorlesen soll|ihm vorlese|ihr vorlese|ihm vorlas|ihm _ vorgelesen|ihr _ vorgelesen|ihm _ diktiert|(kennwort|passwort) abgefragt)',
    '(angeblich|vermeintlich|vorgeblich|supposedly|allegedly|apparently|purportedly) (aus |von |vom |from |by |of )(ihnen|ihrem|ihrer|euch|eurem|you|your|der it|the it|microsoft|support|helpdesk|service)',
    '(angebliche[rnms]?|vermeintliche[rnms]?|selbsternannte[rn]?|falsche[rn]?|supposed|so called|alleged|fake|bogus|self styled) (it|techniker*|mitarbeiter*|support*|kolleg*|administrator*|helfer*|technician|engineer|' +
      'colleague|helper|helpdesk|engineer)',
    '(said|claimed|claiming|pretended|swore|saying) (that )?(he|she|they|to) (was|were|be|is|came) (from|with|calling from|at) (you|your|the (it|help|support|service)|microsoft)',
    '(gab|gibt|gaben) sich (als|fuer) _ (ihr|euer|von ihnen|mitarbeiter*|techniker*|support|kollege)*', '(sagte|meinte|behauptete) (er|sie) (sei|waere|komme|kaeme|ist|rufe) (von|vom|aus|fuer) (ihnen|euch|der|ihrer|ihrem|support|microsoft)',
    '(habe|hab|haben|hatte) (?:[a-z]{1,12} ){0,2}(ihm|ihr|ihnen|denen|dem|der) (?:[a-z]{1,14} ){0,4}(das gleiche|dasselbe|mein passwort|mein kennwort|das passwort|das kennwort|es|meins|' +
      'meine zugangsdaten) (?:[a-z]{1,12} ){0,2}(aufgeschrieben|gegeben|gesagt|verraten|genannt|gezeigt|diktiert|durchgegeben|notiert)(?! (?:bekommen|werden))',
    '(i|we) (?:[a-z]{1,10} )?(gave|told|lent|shown|showed|handed|texted|wrote) (him|her|them|the (?:[a-z]{1,12} )?(man|lad|chap|boy|girl|shop|technician|plumber|driver|neighbour|customer|' +
      'repair*)) (?:[a-z]{1,12} ){0,3}(my (?:[a-z]{1,10} )?(password|login|passwords|code|pin|details)|the (password|code|login|pin)|mine)',
    `(wrote|written|write|jot|jotted|put|noted) (?:[a-z0-9,]{1,12} ){0,3}(on|down on|for) (his|her|their|(the|a) (shop|repair|lad|man)) (hand|arm|form|pad|paper|list|book|phone|notebook)`,
    `(repair|reparatur|werkstatt|shop|laden|service) ?(form|formular|zettel|auftrag|ticket|schein) (?:[a-z0-9,]{1,12} ){0,8}(passwort*|kennwort*|passwords?|pin|code)`,
    '(reparatur|repair|werkstatt|shop|laden|haendler|verkaeufer|techniker|technician) (?:[a-z0-9,]{1,12} ){0,6}(wollte|wollten|brauchte|brauchten|needed|wanted|kept|keeps|behalten|asked for) (?:[a-z]{1,12} ){0,3}(passwort|' +
      'kennwort|passwords?|passwoerter|kennwoerter|pin|zettel|form|formular)',
    // Signed in where others sit.
    '(gaeste|hotel|bibliotheks|pausen|lobby|messe|vorfuehr|leih|klassen|lehrerzimmer|kiosk|besucher)(rechner|pc|computer|laptop|tablet|ipad|terminal) (?:[a-z0-9,]{1,14} ){0,6}(angemeldet|eingeloggt|offen|gespeichert)',
    '(angemeldet|eingeloggt|gespeichert|logged in|signed in|logged on|saved) (?:[a-z0-9,]{1,12} ){0,5}(gaeste|hotel|bibliotheks|lobby|leih|besucher|vorfuehr)(rechner|pc|computer|laptop|tablet|terminal)',
    '(hotel|library|lobby|guest|borrowed|his|her|their) (computer|pc|laptop|tablet|machine|ipad|phone) (?:[a-z0-9,]{1,12} ){0,6}(logged (in|on)|signed (in|on)|remember*|saved|still open)',
    '(logged (in|on)|signed (in|on)|remember*|saved|in there) (?:[a-z0-9,]{1,12} ){0,4}(hotel|library|lobby|guest|borrowed|reception) (computer|pc|laptop|tablet|machine|ipad|phone)',
    '(i|my name|my account|my login) (still )?(seem|seems|appear|appears) to be (still )?(in there|logged in|signed in|on it)',
    '(bei|auf|an) (meinem|meiner|einem|einer|seinem|ihrem|dem|der|seiner|ihrer) [a-z]{3,14} (?:[a-z]{1,12} ){0,3}(noch|immer noch|weiter|weiterhin|dauerhaft) (angemeldet|eingeloggt|drin)',
    // Phones, laptops, bags and notes that are in other hands.
    `${DEVICE} (?:[a-z0-9,]{1,14} ){0,7}(aus der hand|weggerissen|entrissen|gerissen|gemopst|abhanden|abhandengekommen|weggekommen|snatched|nicked|pinched|swiped|robbed|grabbed|taken from|taken off|taken out|walked off|` +
      'carried off|abgezogen|stibitzt|mitgehen lassen|weggefunden)',
    `(snatched|nicked|pinched|stole|robbed) (?:[a-z0-9]{1,12} ){0,3}(${DEVICE.slice(1, -1)}|${BAG.slice(1, -1)}|${PAPER.slice(1, -1)}|password|passwords)`,
    '(was|were|been|got|wurde|wurden|bin|worden) (robbed|mugged|burgled|pickpocketed|bestohlen|beklaut|ausgeraubt|ueberfallen|beraubt)',
    `${BAG} (?:[a-z0-9,]{1,14} ){0,3}(snatched|nicked|pinched|swiped|robbed|went missing|has gone|is gone|vanished|abhanden|abhandengekommen|weggekommen|verschwunden|fort|verloren|lost|entrissen)(?! (?:to|in die reinigung))`,
    `(lost|verlor) (my|our|the|meine[nr]?|die|den) (?:[a-z0-9]{1,10} ){0,2}${BAG}`,
    `${PAPER} (?:[a-z0-9,]{1,14} ){0,6}(snatched|nicked|pinched|swiped|carried off|walked off|made off|geklaut|entwendet|abgezogen|eingesteckt|herumgereicht|herumgegangen|herumging|was passed round|passed around|` +
      'did the rounds)(?! (?:hat der wind|vom wind))',
    `(einbruch|einbrecher*|eingebrochen|aufgebrochen|break in|broken into|broke into|burglars?|burglary|burgled|ransacked|raided|gepluendert|looted|thieves|diebe|dieb|thief) __ ${LATELY}`,
    `${LATELY} __ (einbruch|einbrecher*|eingebrochen|aufgebrochen|break in|broken into|broke into|burglars?|burglary|burgled|ransacked|raided|(house|shed|van|boathouse|workshop|shop|cabin|garage|flat|club|hut|car|boat) (was|` +
      'were) emptied|gepluendert|looted|thieves|diebe|dieb|thief)',
    `${DEVICE} (?:[a-z0-9,]{1,14} ){0,2}(unlocked|entsperrt)(?! (?:from|mein|my))`,
    `${DEVICE} (?:[a-z0-9,]{1,14} ){0,6}(unverschluesselt|unencrypted|ohne (code|pin|sperre|sperrcode|bildschirmsperre|passwort)|no (code|lock|pin|passcode) on|without a (code|lock|pin))`,
    `(lost|left|forgot|verloren|verlor|vergessen|liegengelassen|liegen lassen|liegen gelassen|liegengeblieben) (?:[a-z0-9]{1,10} ){0,4}(${DEVICE.slice(1, -1)}) (?:[a-z0-9,]{1,10} ){0,2}(in|on|at|im|in der|auf dem|am|` +
      'beim) (?:[a-z]{1,10} ){0,2}(train|tram|bus|taxi|cab|pub|bar|beach|ferry|airport|station|zug|bahn|strassenbahn|kneipe|strand|faehre|bahnhof|flughafen|park|parkbank|rastplatz)',
    `${DEVICE} (?:[a-z0-9,]{1,10} ){0,5}(in|on|at|im|in der|auf dem|am|auf der) (?:[a-z]{1,10} ){0,2}(train|tram|metro|bus|taxi|cab|pub|beach|ferry|airport|zug|bahn|strassenbahn|tram|kneipe|strand|faehre|bahnhof|flughafen|` +
      'parkbank|rastplatz) (?:[a-z]{1,10} ){0,3}(lost|left|forgotten|verloren|vergessen|geblieben|gelassen|lassen|liegen|abhanden|weg)',
    `(finder|finderin|in fremden haenden|in fremde haende|in strange hands|in other hands|in the wrong hands|in falsche haende|in falschen haenden)`,
    `${DEVICE} (?:[a-z0-9,]{1,14} ){0,5}(verkauft|versteigert|verschenkt|weiterverkauft|sold|auctioned|donated|gave away|given away|ebay|kleinanzeigen|flohmarkt|kaeufer|buyer) (?:[a-z0-9,]{1,14} ){0,8}(angemeldet|eingeloggt|` +
      'gespeichert|logged|signed|saved|passw*|kennw*|unverschluesselt|unencrypted|geloescht|wiped|reset|zurueckgesetzt)',
    '(he|she|kaeufer|buyer|who bought it|erwerber|finder) (?:[a-z0-9,]{1,14} ){0,5}(can see|sees|can read|reads|sieht|liest|kann (?:[a-z]{1,10} ){0,2}(sehen|lesen)|vorgelesen|read out) (?:[a-z]{1,12} ){0,2}(my|meine[nr]?|mein|' +
      'alles|everything)',
    '(messages?|mails?|letters?|posts?|comments?|orders?|loans?|bookings?|downloads?) (that |which )?(i|we) never (sent|wrote|made|ordered|placed|posted|booked)', '(orders?|loans?|bookings?|downloads?|reservations?|' +
      'messages) (that |which )?(i|we) (did not|have not) (make|made|place|placed|order|ordered|book|booked|write|written)',
    // Pages that were not ours.
    '(nachgemacht*|nachgebaut*|gefakt*|getuerkt*|taeuschend (echt|aehnlich)|sah taeuschend|lookalike|look alike|counterfeit|copycat|spoof*|bogus)',
    '(auf|on|in|into) (so )?(einer|eine|a|some) (nachgemachten?|nachgebauten?|gefaelschten?|falschen?|fake|dodgy|bogus|false|fraudulent|copied|wrong) (?:[a-z]{1,14} )?([a-z]{0,14}seite|[a-z]{0,12}formular|page|site|website|' +
      'form|portal|mail)',
    '(page|site|website|form|mail|seite|formular|link|portal|survey|umfrage) (?:[a-z0-9,]{1,12} ){0,5}(turned out|proved|stellte sich|entpuppte|erwies) (?:[a-z]{1,12} ){0,4}(not (to be )?(ours|yours|real|genuine|from you)|' +
      'fake|falsche?|bogus|phishing|betrug*|faelschung|schwindel|nicht (von|die|ihre))',
    '(eingetippt|eingegeben|ausgefuellt|typed|entered|filled|put in|filled in|submitted|angegeben) (?:[a-z0-9,]{1,14} ){0,6}(before|bevor|erst danach|erst hinterher|danach|only then|afterwards|only later|too late|hinterher|' +
      'dann erst) (?:(?!(?:brain|hirn|kopf))[a-z0-9,]{1,12} ){0,4}(realised|realized|saw|suspicious|suspect*|suspicion|verdacht*|misstrauisch|stutzig|gemerkt|aufgefallen|fiel mir|auffiel|merkte|begriff|dawned)',
    '(page|site|website|seite|formular|form|portal) (?:[a-z0-9,]{1,10} ){0,4}(looked|looking|looks|sah|sieht|aussah|aussieht) (?:[a-z]{1,10} ){0,3}(like yours|nearly like|almost like|just like|ihrer|eurer|wie ihre|wie eure|' +
      'aehnlich|echt|genauso|real|genuine|authentic)',
    '(aehnelte|glich|resembled) (?:[a-z]{1,10} ){0,2}(ihrer|eurer|ihrem|yours|your|the real)', '(fell for|fallen for|reingefallen|hereingefallen|auf den leim gegangen|hereingelegt|reingelegt|uebers ohr|tricked|conned|duped|scammed|swindled)',
    '(stammte|stammt|kam|war|came|was) (?:[a-z]{1,12} ){0,2}(offenbar|wohl|gar|anscheinend|apparently|obviously|evidently) (nicht|not) (von|from) (ihnen|euch|you)', '(gar |doch )?(keine|no) (uebung|drill|exercise) (war|was|gewesen|after all)',
    // Somebody else works, orders and looks around with what is the writer's.
    `(hat|haben|hatte|hatten|hats) ${TO}sich ${TO}(mit|unter|bei|in|damit|ueber) (mein*|mir|dem alten|gestern) ${TO}(angemeldet|eingeloggt|eingewaehlt|reingegangen|umgesehen|umgeschaut)`,
    `(hat|haben|hatte|hatten) (er|sie|herr|frau|(?!ich|wir)[a-z]{3,14}) ${TO}(mit|unter) (meinem|meiner) (alten |neuen )?(kennwort|passwort|namen|kennung|zugang|konto|login|account) ${TO}(gearbeitet|bestellt|ausgeliehen|` +
      'gebucht|gespielt|gesurft|geschrieben|eingekauft|unterschrieben)',
    `(herr|frau|er|sie|kollege|kollegin|vertretung) ${TO}(hat|haben|hatte|hatten)? ?${TO}(mit|unter) (meinem|meiner) (alten |neuen )?(kennwort|passwort|namen|kennung|zugang|konto|login|account) ${TO}(gearbeitet|bestellt|` +
      'gebucht|gespielt|gesurft|geschrieben|eingekauft)',
    '(?<!(?:i|we|have|always|just|had) )(worked|works|working|ordered|ordering|orders|played|surfed|shopped|shopping|signing in|logs in|logged in|signed in|posted|posting|fiddled) (under|with|on|using|as|through|' +
      'from) my (old |own |own old )?(name|account|login|password|details|profile|user)',
    `(sent|schickte|zeigte|showed|erzaehlte|las|geschickt|gezeigt|vorgelesen|quoted|zitierte) (me|mir) ${TO}(my|meine[nrm]?|mein|aus meinem|from my|of my) (?:[a-z]{2,10} )?(orders?|order|bestell*|ausleih*|marks|noten|` +
      'notenliste|mails?|nachrichten|konto|daten|profile|profil|loans|basket|warenkorb|bookings|timetable|stundenplan|grades|account|history|messages)',
    `(mein name|my name|mein konto|my account|mein profil|my profile) ${TO}(bei|on|auf|when|wenn|sobald|whenever) (ihm|er|seinem|his|her|their|he|she|they|(my|meinem|meiner|unserem) (onkel|nachbarn|bruder|schwester|freund|` +
      'freundin|uncle|neighbour|brother|sister|friend|cousin|cousine|neffen))',
    `(bei|auf|on) (meinem|meiner|my|his|her|ihrem|seinem|unserem) (onkel|nachbarn|bruder|schwester|freund|freundin|uncle|neighbour|brother|sister|friend|cousin|cousine|neffen|tablet|laptop|handy|screen) ${TO}(mein name|` +
      'my name|mein konto|my account|mein profil|meine seite)',
    `(fuer mich|statt meiner|an meiner stelle|for me|instead of me) ${TO}(auf seinem|auf ihrem|on his|on her|auf deren) ${TO}(eingetippt|gemacht|erledigt|geklickt|gesetzt|done|made|typed|set|clicked)`,
    `(picked|chose|chosen|typed|set|entered) ${TO}(new one|password|it|link) (?:in )?(himself|herself|themselves)`,
    `${AROUND_EN} (?:[a-z0-9,]{1,14} ){0,3}(used|clicked|pressed|opened) (your|the|my) (?:[a-z]{1,10} )?(link|mail|message|button) (?:[a-z0-9,]{1,14} ){0,6}(laugh|joke|dare|himself|herself|bet|picked|chose|first)`,
    '(spass|scherz|streich|jux|ulk|joke|prank|lark) (erlaubt|gespielt|getrieben|played|pulled)',
    `${AROUND} (?:[a-z0-9,]{1,14} ){0,5}(damit|daran|drin|darin) (?:[a-z]{1,12} ){0,3}(rum|herum|rumspielt|herumspielt|rumgespielt|herumgespielt|bestellt|spass|unfug|unsinn|bloedsinn|quatsch)`,
    '(unfug|unsinn|schindluder|schabernack|mischief|nonsense) (?:[a-z]{1,10} ){0,3}(mit|in|with|under|on) (meinem|meiner|my)',
    `(was|were|got|been|wurde|wurden) ${TO}(copied|photographed|filmed|read|seen|guessed|found|overheard|fotografiert|abgeschrieben|gefilmt|gelesen|mitgelesen|erraten|gefunden|mitgehoert) (?:[a-z]{1,10} ){0,2}(by|von) (a|an|` +
      'some|someone|somebody|one|two|three|half|strangers?|pupils?|einem|einer|jemand|jemandem|fremden?|unbekannten?|zwei|drei|schuelern?)(?! (?:machine|filter|scanner|robot|program|programm|pruefprogramm|virenscanner))',
    '(von|by) (jemand|jemandem|irgendwem|irgendjemand|irgendjemandem|somebody|someone) (anderem|anders|fremdem|fremden|unbekanntem|else|unknown|i do not|we do not|ohne)(?! (?:ausgeliehen|gelesen))',
    '(beim|waehrend) (?:[a-z]{1,10} ){0,2}(eintippen|tippen|eingeben|eingabe|tippte|eingab) (?:[a-z]{1,12} ){0,4}(zugesehen|zugeschaut|gefilmt|beobachtet|mitgelesen|mitgeschrieben|ueber die schulter)',
    '(watched|filmed|filming|saw|seen|watching) me (type|typing|enter|entering|put|putting|key|keying)',
    // One person, whoever, knows it; said with any noun, but not with a machine.
    `(der|ein|eine|mein|meine|unser|unsere|dieser|diese|herr|frau) ${NO_MACHINE}(?:[a-z,]{2,16} ){0,6}(kennt|kannte) (leider |noch |ja |auch |inzwischen |laengst |natuerlich )?(meins|meines|mein passwort|mein kennwort|` +
      'das passwort|es noch|es leider|es auch|sie alle|das alte|all meine)(?! (?:nicht|auch nicht|auch nich|nie|wohl nicht))',
    `(the|a|my|our|some|that) ${NO_MACHINE}(?:[a-z,]{2,14} ){0,5}(knows|knew|memori[sz]ed|remembers) (it by heart|it too|it as well|mine|them all|all of them|all my (?:[a-z]{1,10} )?(passwords|codes|logins))(?! (?:not|either|was|is))`,
    '(die|das|den|the one|one) (?:[a-z0-9,]{1,14} ){0,6}(hat|haben|hatte|hatten) (auch |leider |inzwischen |sogar )?(?:[a-z]{2,10} )?(?:[a-z]{2,12} )?(praktikant|azubi|lehrling|geselle|schueler|klasse|kollege|kollegin|' +
      'mitbewohner|nachbar|nachbarin|bruder|schwester|chef|aushilfe|ex) (auch |noch |schon |laengst )?(gewusst|gekannt|gesagt|verraten|erraten|benutzt)',
    `([a-z]{0,12}chat|gruppe|whatsapp|whatsappgruppe|group chat|group|forum|teams|slack|discord|facebook|instagram|story|stories) ${TO}(pw|passwort|kennwort|password|login|zugangsdaten|es|it) ${TO}(gepostet|geteilt|` +
      'reingestellt|posted|shared|gelandet|herumgeschickt|rumgeschickt)',
    `(pw|passwort|kennwort|password|login|zugangsdaten|es|it) (?:[a-z0-9,]{1,14} ){0,4}([a-z]{0,12}chat|gruppe|whatsappgruppe|group chat|group|forum|discord|facebook|instagram|story|tiktok) ${TO}(gepostet|geteilt|reingestellt|` +
      'geschickt|geschrieben|posted|shared|gelandet)',
    '(posted|shared|pasted|put|typed|wrote|sent) (?:[a-z0-9,]{1,12} ){0,4}(password|login|it|code|credentials) (?:[a-z]{1,10} ){0,2}(in|into|to|on) (?:[a-z]{1,10} ){0,3}(chat|group|forum|whatsapp|slack|teams channel|channel|' +
      'discord|facebook|instagram|twitter|newsletter|everyone|the whole)',
    '(dark ?web|darknet|pwned|datenleck|datenpanne|passwortliste|erpress(t|er|ung|ungs|erin|ermail|mail)|blackmail*|loesegeld|data leak|password dump)',
    // Messages that say what was changed, and things in the account that are not the writer's.
    `(greets|greeted|welcomes|welcomed|begruesst|begruesste|banner|thanks|thanked|bedankt) ${TO}(with|as|by|mit|als|fuer|for) (?:[a-z0-9,]{1,14} ){0,5}(not mine|is not|nicht meine?|changed|geaendert|fremde[nrsm]?|anderem|` +
      'anderen|another|other name|someone|wrong name|falschem)',
    '(ich|wir|i|we|keiner von uns|niemand hier|nobody here|none of us) (have |had |has |habe |hab |hatte |haben |sie |ihn |es |das )?(nie|never|niemals|gar nie) (?:[a-z]{1,12} )?(bestellt|ausgeliehen|gebucht|reserviert|' +
      'hochgeladen|verschickt|abgeschickt|ausgeloest|veranlasst|ordered|borrowed|booked|reserved|uploaded|placed|requested|wrote|bought|gekauft)(?! (?:it|them|that|this|down|one|my|the))',
    '(die|den|das|dessen) (ich|wir) (gar |selbst |ganz sicher )?(nicht|nie) (ausgeloest|gestellt|veranlasst|angestossen|gewollt|wollte|wollten|beantragt|bestellt|abgeschickt|gemacht|getaetigt|verfasst|aufgegeben)(?! (?:bekommen))',
    `(rechnung|mahnung|leihschein|invoice|bill|lieferung|paket|parcel|delivery|quittung|receipt|lieferschein|abholschein|gebuehr|mahngebuehr|fine) ${TO}(die|das|den|which|that|for|fuer|ueber|i|` +
      'ich) (?:[a-z0-9,]{1,14} ){0,6}(nie|never|nicht|not|kein*) (?:[a-z]{1,10} ){0,2}(bestellt|gekauft|ausgeliehen|ordered|bought|borrowed)',
    '(warenkorb|merkliste|merkzettel|verlauf|bestellliste|ausleihliste|postausgang|gesendet|basket|cart|history|order list|wish list|outbox|sent items|meinem namen) (?:[a-z0-9,]{1,14} ){0,8}(nie (bestellt|gesehen|geschrieben|' +
      'gehoert)|never (ordered|seen|heard|wrote|put|made|chose)|fremde|stranger*|nicht (bestellt|geschrieben))',
    `(auf|an) (seinem|dessen|einem fremden|dem fremden|einem geliehenen|einem oeffentlichen) ${DEVICE} (?:[a-z0-9,]{1,14} ){0,4}(angemeldet|eingeloggt|gespeichert|offen)`,
    '(ihrer|eurer|yours|der echten|the real one) (zum verwechseln |verdammt |taeuschend |sehr |ziemlich |so |awfully )?(aehnlich|aehnelte|glich|gleicht|alike|resembling)',
    // Others were given it, overheard it, saw it in a picture, a list or a mail to all.
    `(gave|told|lent|texted|shown|showed) (him|her|them|(?:the|a|my|our|some) ${NO_MACHINE}[a-z]{2,14}(?: [a-z]{2,12}){0,2}) (?:[a-z]{1,10} )?my (?:[a-z]{1,10} )?(password|login|passwords|pin|credentials)`,
    `(meinem|meiner|dem|der|einem|einer|ihm|unserem|unserer|denen) ${NO_MACHINE}(?:[a-z]{2,14} ){0,3}(mein|das|mein altes) (passwort|kennwort|pw) (?:[a-z]{1,10} ){0,3}(gesagt|gegeben|verraten|genannt|geliehen|gezeigt|gemailt|` +
      'geschickt|aufgeschrieben|diktiert|anvertraut)(?! (?:bekommen|worden))',
    `(passwort|kennwort|password|zettel|login|note|zugangsdaten) ${TO}(im hintergrund|in the background|auf dem foto|im foto|on the photo|in the photo|in der zeitung|in the newspaper|im fernsehen|im video|in the video|` +
      'on camera|auf der folie|on the slide|im protokoll|in the minutes|im rundbrief|auf der teilnehmerliste)',
    '(gerufen|zugerufen|gebruellt|shouted|yelled|hollered) (?:[a-z]{1,10} ){0,4}(passwort|kennwort|password|durch den|across the|through the|down the)',
    `(passwort|kennwort|password|it|es) (?:[a-z]{1,10} ){0,3}(quer durch|durch den ganzen|across the|through the whole) ${TO}(gerufen|zugerufen|gebruellt|shouted|yelled|room|office|yard|shop|canteen)`,
    `(link|mail|passwort|kennwort|password|it|ihn|zugangsdaten|code) ${TO}(an|to) (alle|den ganzen|die ganze|den falschen|die falsche|die falschen|everyone|everybody|the whole|the entire|the wrong|` +
      `all (the )?[a-z]{3,12}) ${TO}(geschickt|gesendet|weitergeleitet|gemailt|verteilt)`,
    '(forwarded|sent|mailed|posted|cced|copied) (it|the link|your (link|mail|message)|my password|the password|the code) (?:[a-z]{1,10} ){0,3}to (everyone|everybody|the whole|the entire|the wrong|all|half)',
    `(whoever|wer (auch )?immer) ${TO}(has|hat|found|findet|gefunden|took|mitgenommen|bought|picked|nicked) (it|es|ihn|sie|that|them|my|mein*|up)`,
    `(verkauft|verschenkt|sold|gave away|given away|traded in|donated|versteigert|weitergegeben|abgegeben) ${TO}(nicht geloescht|nie geloescht|not wiped|without wiping|never wiped|ohne (es |ihn )?zu loeschen|ohne (es |` +
      'ihn )?zurueckzusetzen|everything (still )?on it|alles (noch )?drauf|noch angemeldet|noch eingeloggt|still (logged|signed) in)',
    `(verkauft|verschenkt|sold|gave away|traded in|donated|versteigert) (?:[a-z]{1,10} ){0,3}${DEVICE} (?:[a-z0-9,]{1,12} ){0,6}(angemeldet|eingeloggt|gespeichert|logged in|signed in|passwords?|passwoerter)`,
    `${DEVICE} (?:[a-z]{1,10} ){0,3}(aus|from|out of) (dem|meinem|the|my) (auto|wagen|car|van|spind|locker|buero|office|rucksack|bag) ${TO}(verschwunden|gone|disappeared|vanished|fort|weg)`,
    // A session, a setting, a language that came from somewhere else.
    '(already|bereits|schon|noch|still) (logged in|signed in|angemeldet|eingeloggt) (elsewhere|on another|from another|somewhere|anderswo|an anderer stelle|auf einem anderen|woanders|von woanders|in another)',
    '(ploetzlich|suddenly|auf einmal|all of a sudden) (?:[a-z]{1,10} ){0,4}(profil|profile|konto|account|handynummer|telefonnummer|iban|bankverbindung|lieferadresse|name) (?:[a-z]{1,10} ){0,4}(andere[rnsm]?|fremde[rnsm]?|' +
      'anders|changed|different)',
    '(profil|profile|konto|account) (?:[a-z]{1,10} ){0,4}(ploetzlich|suddenly|auf einmal|all of a sudden|seit gestern|since yesterday) (?:[a-z]{1,10} ){0,3}(eine? andere[rnsm]?|fremde[rnsm]?|anders|changed|different|another)',
    '(auf|in|on|into) (so (ein|eine|einer|einem)|irgendeiner|irgendeinem|einer fremden|einer komischen|einer merkwuerdigen|einer dubiosen|some weird|some odd|some strange|some other|a strange|' +
      `a weird) (?:[a-z]{1,12} )?([a-z]{0,10}seite|mail|formular|page|site|website|form|portal|link) ${TO}(eingegeben|eingetippt|angegeben|angemeldet|typed|entered|logged)`,
    '(pop ?ups?|popups?|fenster) (?:[a-z,]{1,12} ){0,6}(microsoft|angerufen|anrufen|called the|call the|phone number)',
    '(anmeldungen|zugriffe|log ?ins|sign ?ins|accesses|visits) (?:[a-z0-9,]{1,14} ){0,8}(bei nacht|by night|nachts|at night|during the night)',
    // Nobody will have done it; nobody knows of it.
    '(keiner|niemand|nobody|no one|none of us|not one of us) (hier |here |von uns |bei uns |im haus |im betrieb )?(will es|will das|wars|war es|was it|owns up|admits|confesses|did (it|this|that)|touched it|changed it|' +
      'placed (it|them)|hat es geaendert|geaendert haben|gewesen)',
    '(es|das|it|that|this|wars|sie|er) (war|wars|was|sei) (ich|i|me|er|sie|es|she|he|keiner|niemand|nobody|none of us) (auch |aber |certainly |definitely |es )?(nicht|not)',
    '(das|es) war ich (aber |bestimmt |sicher |auch |selbst )?nicht', 'ich war (es|das) (aber |bestimmt |sicher |auch )?nicht', 'ich wars (aber |bestimmt |auch )?nicht',
    '(it|that|this|them) (was|were|is) (certainly |definitely |surely )?not (me|us|mine|ours|my doing|our doing|one of us|anyone here|anybody here)',
    '(von|from) (mir|uns|hier|me|us) (stammt|stammen|kam|kamen|war|waren|ist|sind|came|was|were) (das |die |der |es |beide |sie )?(nicht|nichts|keine[rsm]?|none|nothing|not)',
    'davon (weiss|wusste|wissen|wussten) (hier |bei uns |im betrieb )?(niemand|keiner)', '(von (dem|der|denen|diesen?|dieser)|wovon|davon) (ich|wir|keiner|niemand|hier) (?:[a-z]{1,10} ){0,2}(nichts|keine ahnung|nie (etwas )?gehoert)(?! mehr)',
    '(i|we|nobody) (know|knew|knows) (nothing|not a thing) (of|about) (it|them|this|that|these|those|any)',
    '(no|kein*) (memory|recollection|erinnerung) (of|an) (making|asking|ordering|doing|changing|setting up|sending|booking|die bestellung|eine bestellung)',
    '(place|places|town|city|country|village|ort|orte|stadt|land|office|address|adresse|files?|net|network|netz|gegend|where|wo|dort|there) (?:[a-z,]{1,12} ){0,4}(never (heard|been|seen|visited|set foot)|nie (war|waren|' +
      'gewesen|gehoert|gesehen)|noch nie (war|waren|gewesen)|not (even )?(pronounce|place|spell|find on a map)|had to look up|no office|kein buero|nicht kenne|nicht kennen|nicht einmal kenne)',
    '(devices?|geraete?|handys?|macs?|computers?|browsers?|phones?) (?:[a-z,]{1,12} ){0,4}((are|is|were|was) not (mine|ours)|which i (do|did) not own|(i|we) (do not|never) (own|had)|nicht (mir|uns) gehoer*|nicht (von mir|' +
      'meine?s?|unsere?s?)|(die|das|der) (ich|wir) nicht (kenne|kennen|besitze*|habe|haben))',
    '(i|we) (own|have|use) no (android|apple|mac|macs|windows|iphone|samsung|linux)',
    // It happened while the writer slept or was away; at night, by whoever.
    `${DONE} (?:[a-z0-9,]{1,14} ){0,8}(fast asleep|was asleep|sleeping|geschlafen|schlief|schliefen|schlafe|gepennt|im bett|in bed|without (so much as )?a (laptop|computer|phone)|nobody (was )?here|did not touch|kein geraet|` +
      'keiner (da|hier)|niemand (da|hier))',
    `${NIGHT} (?:[a-z0-9,]{1,14} ){0,6}${DONE} (?:[a-z]{1,10} )?(worden|wurde|wurden|ist|sei|hat|haben|from|by|aus|not|nicht)`,
    `(wurde|wurden|was|were|been|got|sei|habe jemand|hat jemand|hat es jemand) (?:[a-z0-9,]{1,14} ){0,6}${NIGHT} (?:[a-z0-9,]{1,14} ){0,5}${DONE}`, `(was|were|been|got|wurde|wurden) (?:[a-z]{1,12} ){0,2}${DONE} (?:[a-z0-9,]{1,14} ){0,4}${NIGHT}`,
    '(bestellung*|ausleihe*|reservierung*|vormerkung*|downloads?|anmeldung*|zugriffe?|fehlversuche?|versuche|nachrichten|orders?|loans?|bookings?|files?|packages?|attempts?|log ?ins?|sign ?ins?|visits?|' +
      `certificates?) (?:[a-z0-9,]{1,12} ){0,4}${NIGHT}(?! (?:fertig|gemacht|abgeschlossen|ausgefuellt))`,
    '(keine[rns]?|niemand|nobody|no one|none of us) (?:[a-z]{1,12} ){0,3}(is there|is here|was here|was there|war da|war hier|hier|im haus|arbeitet|works) (?:[a-z]{1,10} ){0,2}(then|da|at that (hour|time)|um die zeit|nachts|' +
      'um diese zeit|at night|at (two|three|four))',
    '(um die zeit|zu der zeit|um diese zeit|at that (hour|time)|by then) (?:[a-z,]{1,10} ){0,3}(keiner|niemand|nobody|no one|geschlossen|zu|closed|dunkel|dark)',
    '(jede nacht|nacht fuer nacht|each night|every night|overnight|ueber nacht) (?:[a-z]{1,12} ){0,4}(gesperrt|locked|geaendert|changed|gewechselt|abgewiesen|logged|angemeldet)',
    // The password or the data are suddenly others, and somebody comes to mind who had it.
    '(vermutlich|wahrscheinlich|vielleicht|bestimmt|wohl|perhaps|maybe|probably|must have|may have|could have|ob) (?:[a-z]{1,12} ){0,3}(er|sie|he|she|einer|eine|jemand|ex|bruder|kollege|somebody|someone|they|' +
      'wer) (?:[a-z]{1,12} ){0,3}(geaendert|umgestellt|veraendert|angefasst|reingegangen|changed|altered|been in|touched|eingeloggt|angemeldet|erneuert)',
    '(somebody|someone|jemand|irgendwer|wer) (else )?(must|may|might|could|muss) (?:[a-z]{1,10} ){0,4}(have (?:[a-z]{1,10} )?(changed|used|been|got|opened|it|taken|read)|geaendert haben|gewesen sein|benutzt haben|' +
      'veraendert haben|erneuert haben)',
    '(geaendert|umgestellt|gesetzt|eingetragen|hinterlegt) (?:[a-z]{1,12} ){0,3}(aber |, )(nicht|keiner) (von|durch|bei) (uns|mir|hier)',
    '(since|seit|ab) (his|her|their|seinem|ihrem|dem) (?:[a-z]{1,12} )?(last day|letzten tag|leaving|weggang|abgang|streit|kuendigung|rauswurf|dismissal|row|trennung)',
    '(gekuendigt|entlassen|gefeuert|rausgeworfen|rausgeschmissen|rausgeflogen|fired|sacked|dismissed|let go|gekuendigte[rnm]?|entlassene[rnm]?|gefeuerte[rnm]?|geschiedene[rnm]?|ehemalige[rnm]?|frueherer?|fruehere[nm]|former|' +
      'ex|previous) (?:[a-z,]{1,14} ){0,5}(kennt|kannte|weiss|wusste|gewusst|hat|hatte|knows|knew|has|had|uses|benutzt|nutzt) (?:[a-z]{1,12} ){0,3}(es|es noch|meins|das alte|das passwort|das kennwort|den zettel|zugriff|zugang|' +
      'it|mine|my password|the password|the old one|access|the note)(?! (?:nicht|auch nicht))',
    '(verkracht|ueberworfen|zerstritten|im streit|in strife|fallen out|fell out|falling out|rosenkrieg|scheidung|divorce|dispute|trennung) (?:[a-z,]{1,14} ){0,8}(kennt|kannte|knows|knew|zugangsdaten)',
    '(mein|meine|my) (ex|exfreund|exfreundin|exmann|exfrau|ex freund*|ex mann|ex frau|ex husband|ex wife|ex boyfriend|ex girlfriend|verflossene[rn]?|geschiedene[rn]? (mann|frau)) (?:[a-z,]{1,14} ){0,6}(kennt|kannte|weiss|' +
      'wusste|liest|knows|knew|reads|still (has|uses|gets)|noch (immer )?(angemeldet|drin|zugriff))(?! (?:keine|nichts|nicht))',
    '(kennt|kannte|kannten|kennen|weiss|wusste|wussten|gewusst) (?:[a-z]{1,12} ){0,3}(auch |noch |leider |inzwischen |laengst |alle |jede[rn]? |die halbe |die ganze |das ganze |das halbe )(?:[a-z0-9]{2,16} )?(meins|meines|' +
      'mein (passwort|kennwort)|das alte|klasse|buero|schule|belegschaft|abteilung|familie|mannschaft|verein|wg|kollegium)',
    '(meins|meines|mein (passwort|kennwort)|das alte|mein altes|mein bisheriges) (?:[a-z,]{1,14} ){0,3}(auswendig|weitererzaehlt|herumerzaehlt|ausgeplaudert|mitgeschrieben|mitgekriegt|mitbekommen|abgelesen|abgeschrieben|' +
      'herumgesprochen|herumgereicht|weitergesagt|verraten)',
    '(notiert|aufgeschrieben|mitgeschrieben|abgeschrieben|gemerkt|abfotografiert) (?:[a-z,]{1,10} ){0,3}(und |, )(?:[a-z]{1,10} ){0,3}(bestellt|benutzt|schreibt|liest|meldet|loggt|nutzt|arbeitet|surft)',
    '(told|erzaehlt|gesagt|verraten) (?:[a-z]{1,12} ){0,3}(the answer |die antwort |it |es )?(to |der |dem )?(his|her|their|seiner|ihrer|seinem|ihrem) (entire|whole|ganzen?|halben?|gesamten?) [a-z]{3,14}',
    '(der|den|die|einer|halben|ganzen|gesamten|versammelten) (belegschaft|klasse|mannschaft|abteilung|runde|familie|kollegium|tischrunde|gruppe) (?:[a-z]{1,12} ){0,3}(vorgetragen|vorgelesen|verraten|weitergesagt|erzaehlt|preisgegeben)',
    '(stood|standing|sat|sitting|leaning|stand|sass|lehnte) (?:[a-z]{1,10} ){0,3}(behind me|over my shoulder|hinter mir|ueber meine schulter) (?:[a-z,]{1,12} ){0,8}(write|wrote|read|watched|noted|photo*|copied|reading|notiert|' +
      'mitgeschrieben|geschrieben|zugesehen|mitgelesen|gefilmt|geguckt|aufgeschrieben)',
    '(over|ueber) (my|die|meine) (shoulder|schulter) (?:[a-z]{1,10} ){0,3}(read|watched|gelesen|gelugt|gefilmt|mitgelesen)', '(read|reading|watched|watching|peered|las) (?:[a-z]{1,10} ){0,3}(over|ueber) (my|die|meine) (shoulder|schulter)',
    // Notes, books and envelopes that others have.
    '(zettel|spickzettel|notiz|heft|notizbuch|note|sticker|slip|notebook|planner|diary|postkarte|bierdeckel|beer mat) (?:[a-z,]{1,14} ){0,5}(hat|hatte|haben|hatten|has|have|had|kept|took|holte|nahm|fand|fanden|found|bekam|sah|' +
      'sahen) (?:[a-z]{1,10} ){0,2}(ein|eine|einer|die|der|jemand|mein|meine|unsere?|a|some|the|his|her|vermutlich|wohl|wer) (?:[a-z]{1,12} )?(vater|aushilfen?|schueler*|kunde|kundin|kunden|gast|gaeste|nachbar*|fremde[rn]?|' +
      'lehrling|handwerker*|finder*|kollege*|kollegin*|pupil|pupils|customer|guest|stranger|buyer|student|lad)',
    '(envelope|umschlag|brief|letter|kuvert|schreiben|packet|paeckchen|couvert) (?:[a-z]{1,12} ){0,5}(slit|torn open|opened already|already open|already opened|taped up|resealed|re sealed|steamed|aufgerissen|aufgeschlitzt|' +
      'geoeffnet an|schon offen|schon geoeffnet|bereits geoeffnet|zugeklebt|wieder verklebt|beschaedigt|angebrochen)',
    '(briefkasten|letterbox|mailbox|postkasten|letter box|mail box|postfaecher) (?:[a-z]{1,12} ){0,3}(aufgebrochen|aufgehebelt|geknackt|geleert worden|offen|forced|broken|prised|pried|jemmied)',
    '(lag|lagen|lay|war|was|stand) (?:[a-z]{1,10} ){0,2}(auf|on|am|beim) (dem|the|my|meinem|einem)? ?(pult|tisch|tresen|desk|counter|table|schreibtisch) (?:[a-z]{1,10} )?(und|and) (?:[a-z]{1,10} ){0,2}(dann|jetzt|nun|spaeter|' +
      'then|now|later) (?:[a-z]{1,10} ){0,2}(nicht mehr|weg|fort|verschwunden|gone|no more|not there)',
    '(found|fand|fanden|aufgelesen|picked up) (?:[a-z]{1,10} ){0,5}(floor|boden|street|strasse|ground|bus|gehweg|treppe|parkplatz|sidewalk|pavement) (?:[a-z,]{1,10} ){0,3}(read|las|lasen|vorgelesen|gelesen|photograph*|fotografiert)',
    '(liegen geblieben|liegengeblieben|liegen gelassen|liegengelassen|left lying) (?:[a-z,]{1,12} ){0,5}(kopier*|drucker|scanner|copier|photocopier|printer|pult|tresen|bus|zug|bahn|cafe|mensa|kantine|canteen|train)',
    '(kopierer|drucker|scanner|copier|photocopier|printer|kopieren) (?:[a-z,]{1,12} ){0,4}(liegen geblieben|liegengeblieben|liegen gelassen|liegengelassen|left lying)',
    '(was|were|has been|have been|wurde|wurden) (?:[a-z]{1,10} ){0,2}(removed|taken|carried off|lifted|entfernt|weggenommen|mitgenommen) (from|aus|out of|by persons|von unbekannt*) (my|the|dem|der|meine[mr]?|our|unserem|' +
      'unserer)? ?(?:[a-z]{1,10} )?(van|car|office|locker|bag|desk|boat|shed|truck|wagen|auto|buero|spind|werkstatt|transporter|lieferwagen|kabine|umkleide|vehicle|room|house|workshop|unknown|garage)',
    `${DEVICE} (?:[a-z0-9,]{1,12} ){0,4}(lag|lagen|was|lay|war|liegt|blieb|bleibt|sits) (?:[a-z]{1,10} ){0,5}(in|im|auf|on|am) (?:[a-z]{1,10} ){0,2}(wagen|auto|zug|bus|bahn|taxi|train|tram|cab|car|van|cafe|kneipe|hang|strand|` +
      'bank|park|gasthaus|hotel|ferry|faehre) (?:[a-z,]{1,10} ){0,3}(und|and|,) (?:[a-z,]{1,10} ){0,4}(angemeldet|offen|eingeloggt|open|logged|signed|unlocked|weg|gone|verschwunden)',
    '(offen|wide open|unlocked|entsperrt|ohne sperre|ohne code|without a lock) (?:[a-z,]{1,10} ){0,3}(in|im|on|auf|am|at) (?:[a-z]{1,10} ){0,2}(zug|bus|bahn|taxi|train|tram|cab|cafe|kneipe|pub|strand|beach|park|parkbank|ferry|' +
      'faehre|metro|u bahn|s bahn|bench|airport|flughafen)(?! (?:gelesen|gearbeitet))',
    `(liegt|lag|lies|is|steckt) (?:[a-z]{1,10} ){0,3}(in|im) (?:[a-z]{1,10} )?(taxi|cab|uber|bus|zug) (und|and) (?:[a-z]{1,10} ){0,2}(offen|open|unlocked|angemeldet|entsperrt)`,
    '(war|was|waren|were|ist|is|had|hatte) (?:[a-z]{1,10} ){0,4}(keine sperre|kein(en)? (code|pin|sperrcode)|no (screen ?)?lock|no (code|pin|passcode) on|nicht verschluesselt|not encrypted)',
    `${DEVICE} (?:[a-z0-9,]{1,12} ){0,7}(nicht gesperrt|nicht abgeschlossen|nicht gesichert|not locked|never locked)`, `(it|phone|handy|laptop|telefon|tablet) (was|is) (never |not )(locked|protected)`,
    '(sperre|code|pin|lock|passcode) (hatte|hat|had|was|war) (?:[a-z]{1,10} ){0,3}(nie|nicht|kein*|never|not|no)(?! (?:mehr|funktioniert|erkannt|angenommen|akzeptiert|recogni[sz]ed|accepted))',
    // Pages and mails that asked for it, and got it.
    '(formular|form|umfrage|survey|gewinnspiel|fragebogen|questionnaire) (?:[a-z]{1,12} ){0,6}(leider |stupidly |brav |dummerweise |unfortunately |foolishly |dutifully )(?:[a-z]{1,12} ){0,2}(ausgefuellt|eingetragen|eingegeben|' +
      'eingetippt|filled|entered|typed|answered|beantwortet|erledigt|abgeschickt|submitted)',
    '(survey|umfrage|quiz|gewinnspiel|raffle|competition|fragebogen|questionnaire) (?:[a-z]{1,12} ){0,4}(asked|asks|asking|wollte|wollten|fragte|verlangte|wanted|gefragt) (?:[a-z]{1,12} ){0,4}(passwort|kennwort|password|login|' +
      'zugangsdaten|very same|same words?|portaldaten|anmeldedaten|the same|genau das|mother|mutter|haustier|pet)',
    '(einloggen|anmelden|log in|sign in|bestaetigen|verify|confirm|validate) (?:[a-z]{1,12} ){0,4}(mit|with|using) (?:[a-z]{1,10} ){0,3}(portaldaten|portal login|portal password|(passwort|password|kennwort) vom portal|' +
      'hauskennwort|dienstkennwort|administratorkennwort|email passwor*|mail password)',
    '(clicked|pressed|tapped|geklickt|gedrueckt|draufgeklickt|getippt|gescannt|scanned) (?:[a-z,]{1,12} ){0,8}(eingegeben|eingetippt|entered|typed|password|passwort|kennwort) (?:[a-z,]{1,12} ){0,6}(nothing happened|white page|' +
      'blank|leer|weisse seite|komisch|not yours|nicht von ihnen|weird|error page|verschwunden)',
    `(ans|answered|answering|geantwortet|zurueckgeschrieben|replied|reagiert) (?:[a-z,]{1,12} ){0,6}(mit|with) (meinen|my|allen|all) (?:[a-z]{1,10} )?(daten|zugangsdaten|details|password|passwort|kennwort|login)`,
    `(seite|page|site|mail|anruf|call|form|sms) (?:[a-z,]{1,12} ){0,6}(wollte|wanted|asked|fragte|verlangte) (?:[a-z]{1,12} ){0,4}(kreditkarte*|credit card|tan|card number|bankdaten|bank details)`,
    '(telefonat|anruf|anrufe|call|phone call|telefon) (?:[a-z,]{1,12} ){0,5}(code|zahlen|link|passwort|kennwort|password|numbers?|digits|zahl) (?:[a-z,]{1,10} ){0,4}(vor|wissen|haben|durch|gelesen|vorgelesen|lesen|read|' +
      'gegeben|wanted|asked|nennen|durchgeben|durchgegeben)',
    '(?<!(?:i|we) )(phoned|called|rang|telephoned|rief(?! ich)|riefen(?! wir)) (?:[a-z,]{1,12} ){0,6}(asking|asked|wanting|wanted|wollte|wollten|fragte|fragten|verlangte) (?:[a-z,]{1,12} ){0,4}(code|number|numbers|password|' +
      'passwort|kennwort|zahl|zahlen|pin|tan)',
    '(told|given|gave|gesagt|genannt|durchgegeben|verraten|diktiert|vorgelesen) (?:[a-z,]{1,12} ){0,6}(man|woman|lady|chap|somebody|someone|herrn|mann|frau|jemandem|techniker|person|girl|stimme|voice|gentleman) (who|that|der|' +
      'die|, der|, die|from|von|vom|am) (?:[a-z]{1,12} ){0,3}(called|rang|phoned|anrief|angerufen|telefon|phone|microsoft|support|ihnen|ihrer|you|your|help)',
    '(am|uebers|per) (telefon|apparat) (?:[a-z,]{1,12} ){0,6}(durchgegeben|vorgelesen|diktiert|verraten|gesagt|genannt|mitgeschrieben|abgefragt)',
    // The same in other orders of words: notices of a change, sleep, a thing that nobody set off.
    '(your|ihr|dein|mein|my) (password|passwort|kennwort|email ?adresse|emailadresse|profile|profil) (was|has been|had been|wurde|sei) (?:[a-z0-9]{1,12} ){0,4}(changed|geaendert|aktualisiert|umgestellt)(?! (?:worden )?(?:weil|' +
      'because|wegen|due|von der|by the))',
    '(dass|that|where|steht|stand|says|said) (mein|my|ihr|your|das|the) (passwort|kennwort|password) (?:[a-z0-9]{1,12} ){0,5}(geaendert|umgestellt|changed) (wurde|worden|sei|war)', 'ich (schlafe|schlief|schlafe da) (um|' +
      'zu) (die|diese|der|dieser) (zeit|uhrzeit|stunde)', 'da (habe|hab|haben) (ich|wir) (tief |fest |noch |schon |laengst )?(geschlafen|gepennt)', '(nachts|nacht) (um [a-z]{3,5} |um [0-9] )?(war|ist|waren|sind) (hier|da|' +
      'bei uns) (?:[a-z]{1,12} )?(keiner|niemand)',
    '(angestossen|angefordert|veranlasst|bestellt|ausgeloest|verwendet|benutzt|geaendert|gebucht|ausgeliehen) (hat|hatte|haben|hatten) (?:[a-z]{1,8} ){0,4}(keiner|niemand|keine von uns)(?! mehr)', '(reset|resets|mails?|' +
      'messages?|links?|codes?|orders?|texts?|prompts?|downloads?) (that |which )?(i|we) (did not|never|have not|had not|had never) (ask|asked|request|requested|order|ordered|trigger|triggered|make|made|want|wanted)', '(i|' +
      'we) (had not|have not|had never|have never) (asked for|requested|ordered|booked|borrowed) (any|anything|a thing|one|it|them|that|such)(?! (?:yet|so far|until))',
    '(noch nie|nie im leben|in meinem leben|mein leben lang|never in my life) (?:[a-z]{1,12} ){0,4}(bestellt|ausgeliehen|gebucht|reserviert|ordered|booked|borrowed)', '(new|neue[rn]?) (sign in|log in|login|anmeldung) (from|' +
      'mit|an|aus|on|with|in|detected|erkannt|bei)(?! (?:der|dem|ihnen|euch|sommer|herbst|januar|september))', '(verify|validate|confirm|update) your (?:[a-z]{1,12} )?(mailbox|mail box|login|credentials|current login|' +
      'email password|mail password)', '(bestaetigung|bestaetigen|verifizieren|anmelden) (?:[a-z]{1,12} ){0,4}mit (ihrem|ihren|dem) (dienst|dienstlichen|administrator|admin|haus|email) ?(kennwort|passwort|zugangsdaten)',
    '(rief|riefen|meldete) (?:[a-z]{1,12} ){0,2}(einer|jemand|eine|ein) (?:[a-z]{1,12} ){0,2}(kollegen|mitarbeiter|kollege|techniker|kundendienst|mitarbeitern|herr) (?:[a-z]{1,12} ){0,4}(an|damit|und wollte|wegen|' +
      'und fragte)', '(kept|keeps|hat|hatte|has|saved|speicherte) (it|them|mine|my password|mein passwort|es|sie) (on|auf|in) (her|his|their|seinem|ihrem) (phone|handy|laptop|tablet|computer|notes|book|telefon)(?! (?:portal|konto))',
    // Open secrets, shared screens, goods that go elsewhere, and who can still get in.
    '(war|ist|was|is|wurde|became) (?:[a-z]{1,12} ){0,2}(allgemein bekannt|stadtbekannt|ein offenes geheimnis|an open secret|common knowledge|public knowledge|in aller munde|bekannt wie ein bunter hund|' +
      'the talk of)', '(kein geheimnis|no secret|hardly (a )?secret|not (a )?(much of a )?secret)(?! (?:mehr zu|that i am|dass ich))',
    `(bildschirm|screen) (?:[a-z]{1,12} ){0,3}(geteilt|freigegeben|shared|sharing|uebertragen|gespiegelt|mirrored|projected) ${TO}(passwort|kennwort|password|eingetippt|typed|zettel|login)`, `(beamer|projector|leinwand|` +
      `videokonferenz|livestream|zoom|teams|screen share|bildschirmfreigabe) ${TO}(passwort|kennwort|password|login) ${TO}(eingetippt|getippt|eingegeben|typed|entered|zu lesen|visible|gelesen|read|saw|` +
      'gesehen)', '(passwort|kennwort|password|login) (?:[a-z]{1,12} ){0,5}(in den chat|ins falsche fenster|into the chat|in the chat|into the wrong window|in the wrong window|in die gruppe|into the group)',
    `(lieferung|paket|beamer|kamera|koffer|bestellung|ware|order|parcel|delivery|goods|camera) ${TO}(an|to) (eine|an|a|einen|some) (?:[a-z]{1,12} )?(fremde|unbekannte|adresse in|anschrift in|address in|strange|unknown|` +
      'place in|town)', '(er|sie|he|she|they|ex|geselle|lehrling|bruder|brother|kollege|colleague|firma|mieter|tenant) (?:[a-z]{1,12} ){0,3}(still|noch|immer noch|nach wie vor|weiterhin) (?:[a-z]{1,12} ){0,2}(zugriff|zugang|' +
      'access|get in|gets in|log in|logs in|sign in|rein|reinkommt|reinkommen|eingeloggt|angemeldet|logged|signed)(?! (?:problem*|probleme))',
    '(he|she|they|er|sie) (?:[a-z]{1,10} )?(guessed|erriet|cracked|knackte|copied|photographed|fotografierte|memori[sz]ed|notierte sich|schrieb sich|merkte sich|kopierte) (?:[a-z]{1,10} ){0,3}(it|es|' +
      'my (?:[a-z]{1,10} )?(password|login|code|note)|mein (passwort|kennwort)|den zettel|das passwort|das kennwort|meins|mine)', '(he|she|they|er|sie) (?:[a-z]{1,10} )?(changed|reset|set|aenderte|setzte|stellte|verstellte|' +
      'loeschte|deleted|altered) (?:[a-z]{1,10} ){0,3}(my (?:[a-z]{1,10} )?(password|settings|details|address|profile|number)|mein (passwort|kennwort|profil)|meine (daten|adresse|einstellungen|nummer))',
    '(filmed|filmte|gefilmt|photographed|fotografiert|copied|abgeschrieben) (?:[a-z,]{1,10} ){0,4}(while|als|waehrend|when|beim) (?:[a-z]{1,10} ){0,3}(typed|typing|tippte|eintippte|eintippen|entered|anmelden|signed in|' +
      'logged in|logging in)', '(i|ich) (?:[a-z]{1,10} ){0,3}(fell|fiel|reingefallen|trusted|vertraut|believed|geglaubt|traute) (?:[a-z]{1,10} ){0,4}(caller|anrufer|trick|masche|mail|message|sms|page|seite|betrug|stimme|' +
      'voice)', '(phishing|betrugs|fake|scam)[ -]?(mail|seite|link|sms|anruf|page|site|call) (?:[a-z0-9,]{1,14} ){0,6}(eingegeben|eingetippt|geklickt|entered|typed|clicked|reingefallen|geantwortet|answered|replied|ausgefuellt|filled)',
    // Malware and strangers at the controls.
    '(schaedling auf dem rechner(?! , den)|tastenspion*|keylogger*|key loggers?|trojaner*|trojans?|spyware|schadsoftware|schadprogramm*|ransomware|erpressungstrojaner|computervirus|spionageprogramm*|spionagesoftware|adware)',
    '(virus|viren|wurm|worm|viruses) (?:[a-z]{1,10} ){0,3}(auf|on|in) (dem|meinem|unserem|my|the|our|einem) (?:[a-z]{1,10} )?(rechner|computer|laptop|pc|handy|phone|machine|netz|network|system)',
    '(rechner|computer|laptop|pc|handy|machine|phone|system|netz) (?:[a-z]{1,10} ){0,5}(virus|viren|infiziert|infected|verseucht|befallen|compromised|kompromittiert|verwanzt)(?! (?:scan|software|schutz|scanner|programm|' +
      'protection|checker|guard))',
    '(virenscan*|virenschutz|antivirus|virus scan*|anti virus|defender|scanner) (?:[a-z]{1,12} ){0,6}(gemeldet|gefunden|meldet|fand|entdeckt|angeschlagen|schlug an|schlaegt an|found|reported|detected|' +
      'flagged) (?:[a-z]{1,10} ){0,2}(einen|etwas|was|zwei|drei|something|one|two|a|an|mehrere|several)',
    '(teamviewer|anydesk|fernwartungsprogramm|ferngesteuert|quick assist|rustdesk|ultraviewer)', '(my|meinen|meinem) (computer|rechner|laptop|screen|bildschirm|pc) (remotely|per fern*|aus der ferne|from afar)',
    '(maus|mauszeiger|cursor|mouse|pointer) (?:[a-z]{1,10} ){0,4}(von selbst|von allein|von alleine|by itself|on its own|ganz allein|wie von geisterhand)',
    '(took|taken|taking|takes|take) (over my (screen|computer|mouse|laptop|machine|desktop|pc)|control of my|(my|the) (screen|computer|mouse|laptop|machine) over)',
    '(meinen|den) (bildschirm|rechner|computer|laptop) (?:[a-z]{1,10} ){0,2}(uebernommen|uebernahm|gesteuert)',
    '(auf|in) (meinen|den|unseren) (rechner|computer|laptop|pc|bildschirm) (?:[a-z]{1,10} ){0,2}(gelassen|draufgeschaltet|aufgeschaltet|zugegriffen|reingelassen)',
    '(changed|clicked|installed|pressed|set) (?:[a-z]{1,10} ){0,2}(something|things|stuff|a few things|some settings|it) (?:[a-z]{1,10} ){0,2}(on (the|my) (screen|computer|laptop|machine)|for me (on|in|while))',
    // Orders, loans, downloads, messages, details that are not one's own.
    '(bestellung*|ausleihe[n]?|reservierung*|vormerkung*|buchung*|downloads?|herunterladung*|nachrichten|mails|kommentar*|orders?|loans?|bookings?|reservations?|messages|letters|mails|certificates?|files|zertifikate?|' +
      'dateien) (?:[a-z0-9,]{1,12} ){0,5}(die|which|that|none of which|von denen) (?:[a-z]{1,10} ){0,2}(nicht von mir|nicht meine|ich nie|ich nicht (geschrieben|verschickt|bestellt|kenne|gemacht|angelegt|ausgeliehen)|wir nie|' +
      'i never|i did not|i had not|we never|we did not|nobody|none of us|are not mine|were not mine|not mine|no one)',
    '(bestellt|ausgeliehen|reserviert|gebucht|heruntergeladen|hochgeladen|geschrieben|verschickt|storniert|angelegt) (habe|hab|hatte|haben|hatten) (ich|wir|hier) (?:[a-z]{1,10} ){0,3}(nie|nicht|nichts|keine[ns]?|niemand|keiner)(?! mehr)',
    '(downloaded|fetched|ordered|borrowed|booked|sent|opened|reserved) (?:[a-z0-9,]{1,12} ){0,7}(not by me|not by us|none of us|nobody here|not one of us|not from our|not from here|by no one here)',
    '(rule|rules|filter|weiterleitung|regel|regeln|forwarding) (?:[a-z]{1,10} ){0,3}(did not|never|nie|nicht|altered) (?:[a-z]{1,10} ){0,3}(create|created|made|set|angelegt|eingerichtet|gemacht|copies|kenne)',
    '(sent folder|sent items|gesendet ordner|ordner gesendet|gesendete[nr]?) (?:[a-z]{1,12} ){0,5}(never|nie|nicht|not|fremde|strange|unbekannte)',
    '(iban|bankverbindung|kontonummer|bank (account|details|number|nummer)|lieferadresse|delivery address|telefonnummer|handynummer|mobilnummer|phone number|mobile number|anschrift|profilbild|profile (picture|photo)|foto|' +
      'photograph|spitzname|nickname|mailadresse) (?:[a-z0-9,]{1,12} ){0,6}(fremd*|nicht meine|not mine|is not mine|unknown to|nicht kenne|do not know|nicht die meine|jemand anders*|stranger*|somebody else|someone else|never heard)',
    '(stranger|strange|fremde[rsn]?|unbekannte[rsn]?) (s )?(iban|bankverbindung|bank|phone|number|nummer|telefonnummer|handynummer|foto|photo|photograph|picture|name|profilbild|lieferadresse|delivery|anschrift|adresse|' +
      'address)(?! (?:eingegeben|eingetippt|getippt|typed|erwischt|eingesetzt))',
    // Somebody of before still signs in.
    '(?<!(?:handy|rechner|laptop|tablet|computer|geraet|browser|app|programm|kinder|support|system) )(?:loggt|meldet|loggen|melden) sich (?:[a-z]{1,14} ){0,4}(?:immer noch|noch immer|weiterhin|noch manchmal|manchmal|ab und zu|gelegentlich) (?!von (?:selbst|selber|allein))(?:[a-z]{1,12} ){0,3}(?:ein|an)(?= ,| \\.| und| ?$)', '(?<!(?:phone|tablet|computer|laptop|browser|app|it|machine) )(?:still|sometimes) (?:(?:logs|signs) (?:in|on))(?! by itself)',
    // Whoever it is knows it.
    '(?:the|my|our|der|die|mein|meine|unser|unsere) (?!(?:page|site|system|portal|browser|form|computer|laptop|phone|manager|device|seite|rechner|handy|password|server)(?![a-z]))[a-z]{4,24} (?:knows|kennt|weiss) (?:it|es|my password|mein passwort|mein kennwort)(?= ,| and| und| too| auch| leider| sadly| noch| still| \\.| ?$)',
    // Somebody who says that they are from us asks for it.
    '(?:mann|frau|herr|techniker|technikerin|mitarbeiter|mitarbeiterin|jemand|kollege|man|woman|technician|somebody|someone|caller|person) (?:von|aus|from) (?:ihnen|euch|ihrem|ihrer|eurem|eurer|your) (?:[a-z]{3,14} )?(?:[a-z]{1,12} ){0,2}(?:danach|fragte|gefragt|wollte|asked|wanted|needed|had me)',
    // Written down for somebody.
    '(?:es|das|passwort|kennwort) (?:der|dem|einer|einem|meiner|meinem|unserer|unserem) (?!(?:zettel|kalender|block|heft|buch|schule|seite|portal|plattform)(?![a-z]))[a-z]{4,24} (?:[a-z]{1,10} ){0,2}(?:auf|in) (?:[a-z]{1,10} ){1,2}(?:geschrieben|notiert|gekritzelt)', '(?:wrote|written|jotted|noted) (?:it|my password|the password) (?:[a-z]{1,8} )?(?:down )?for (?:my|our|the|a) (?!(?:holidays?|weekend|future|sake|day|moment|case|records?|own)(?![a-z])|summer(?! [a-z]))[a-z]{2,14}',
  ]],
];
