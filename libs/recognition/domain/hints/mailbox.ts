import type { HintList } from './index.js';

/** Up to five words of the same clause. */
const FAR = '(?: [a-z0-9]{1,40}){0,5} ';
/** Where mail comes in. */
const BOX = '(?:(?!absender|ziel)[a-z]{0,14}(?:postfach|postfachs|postfaecher|posteingang|mailbox|adresse|adressen|mailkonto|emailkonto|sammelkorb|kasten|eingang|anschrift)|fach|inbox)';
const MAIL = `(?:${BOX}|eingaenge|[a-z]{0,8}mails|post|briefe|nachrichten|meldungen|zustellungen|mailkonto)`;
const MINE = '(?:mein|meine|meinen|meinem|meiner|mei|unser|unsere|unseren|unserem|dieses|diese|diesen|diesem|dieser|das|des|die|den|der|dem)';
/** People beside the writer, as they are called at home, at work and in a club. */
const WHO_HOME = '[a-z]{0,10}(?:mann|frau|partner|partnerin|bruder|schwester|sohn|tochter|vater|mutter|eltern|mama|papa|oma|opa|enkel|enkelin|neffe|nichte|onkel|tante|cousin|cousine|schwager|schwaegerin|kinder|freund|freundin'
  + '|nachbar|nachbarin|nachbarn|mieter|kamerad|kameraden|mitbewohner|mitbewohnerin|familie)';
const WHO_WORK = '[a-z]{0,14}(?:chef|chefin|kollege|kollegin|kollegen|kolleginnen|vertretung|vertreter|vertreterin|nachfolger|nachfolgerin|vorgaenger|vorgaengerin|sekretaerin|sekretariat|assistenz|assistent|assistentin|azubis?|lehrlinge?|gesellen?|gesellin'
  + '|praktikant|praktikantin|praktikanten|praktikantinnen|aushilfen?|leitung|leiter|leiterin|verwaltung|vorstand|vorsitzender?|kraft|kraefte|schicht|zentrale|poststelle|hausmeister|direktor|direktorin|rektorin|meister|meisterin|betreuer|betreuerin'
  + '|trainer|trainerin|helfer|helferinnen|treuhaender|berater|ausbilder|ausbilderin|teilhaber|mitarbeiter|mitarbeiterin|mitarbeiterinnen|belegschaft|ehrenamtliche|ehrenamtlichen|bedienungen|schreiberin|fuehrerin|disponent|disponenten|wart|buero|empfang|rezeption|pforte|team|mannschaft|werkstatt|buchhaltung|redaktion|dienst|pfarrer|pfarrerin|kantor|kuester|wirt|wirtin'
  + '|schueler|schuelerin|lehrer|lehrerin|lehrerinnen|student|studentin|studenten|fahrer|leute|jungs|maedels|damen|abloeser|pflegerin|pfleger|waise|waerter|personal|mitglieder|eltern|anwalt|techniker|administrator|administratoren|kassier|kassierin)';
const WHO = `(?:${WHO_HOME}|${WHO_WORK}|herrn?|alle|jeder|jede|jedermann|jemand|andere|mehrere|beide|saemtliche)`;
/** What they do with it, in the present: who tidied it once is no reader. */
const READS = '(?:liest|lest|lesen|oeffnet|oeffnen|sichtet|sichten|sortiert|sortieren|schaut|schauen|guckt|gucken|kontrolliert|kontrollieren|beantwortet|beantworten|bearbeitet|bearbeiten|betreut|betreuen|huetet|hueten|verwaltet|verwalten'
  + '|holt|holen|ruft|rufen|fragt|fragen|druckt|drucken|leert|mistet|bekommt|bekommen|kriegt|kriegen|empfaengt|erhaelt|sieht|sehen|uebersetzt|bedient|bedienen|pflegt|ueberwacht|ueberwachen|fuehrt)';
/** Of the verbs those that no filter and no machine does. */
const HE_READS = '(?:liest|lest|lesen|sichtet|betreut|betreuen|huetet|hueten|verwaltet|verwalten|holt|holen|beantwortet|beantworten|bedient|bedienen|fuehrt)';
const SOMEBODY = '(?:mein|meine|unser|unsere|der|die|ein|eine|frau|herr|zwei|drei|vier|auch|jeder|jede|alle|mehrere|beide|immer noch|inzwischen|derzeit|jetzt|noch|seit|ja|eh|bei)';
const GONE = '(?:abgeschaltet|stillgelegt|geschlossen|gekuendigt|abgestellt|aufgehoben|aufgeloest|dichtgemacht|zugemacht|eingestellt|abgemeldet|entzogen|aufgegeben|erloschen|gesperrt|geloescht|deaktiviert)';

const E_BOX = '(?:mailbox|inbox|inboxes|in box|email address|address|mail account|email account|box|archive)';
const E_MAIL = `(?:${E_BOX}|mails?|emails?|post|messages|correspondence|letters)`;
const E_MINE = '(?:my|this|our|the|that|these|those|all)';
const E_WHO = '(?:wife|husband|partner|spouse|ex|brother|sister|son|daughter|father|mother|dad|mum|mom|parents|uncle|aunt|cousin|nephew|niece|stepdad|stepmum|grandson|granddaughter|kids|children|flatmate|roommate|housemate|neighbours?|friend|landlady'
  + '|boss|(?<!password )manager|colleagues?|deput(?:y|ies)|replacement|successor|predecessor|secretar(?:y|ies)|assistants?|apprentices?|trainees?|interns?|volunteers?|committee|comittee|staff|team|crew|shift|office|reception|receptionist|housekeeper'
  + '|bookkeeper|accountant|adviser|treasurer|chair|chairman|caretaker|teachers?|students?|foreman|foremen|reps|lads|drivers?|carer|nurse|clerks?|administrators?|head|headteacher|vicar|verger|sexton|porter|warden|supervisor|director|principal|bursar|captain|skipper|owner|landlord|lodger|girlfriend|boyfriend|fiance|grandma|gran|nan|grandad|grandpa|pupils|temp|locum|board'
  + '|branch|department|members|trustees|helpers?|people|folks|nanny|contractor|technician|foremen|storekeepers?|fitters?|clerk|major|conductor|matron|half the [a-z]{3,12}|everybody|everyone|anybody|anyone|someone|somebody|whoever|others|tenants?|au pair)';
const E_READS = '(?:reads?|reading|opens|opening|checks|checking|sorts|sees|looks|monitors?|handles?|answers?|answering|collects|empties|tidies|goes through|go through|deals? with|minds|manages|receives?|gets|watch(?:es)?'
  + '|prints|weeds|screens|clears|keeps an eye|peeks|peeps|processes|tends|runs)';
/** Neither nobody nor a machine. */
const NOT_IT = '(?<!nobody )(?<!nobody else )(?<!no one )(?<!no one else )(?<!never )(?<!only )';
const E_SUBJECT = '(?!(?:filter|scanner|machine|program|programme|app|rule|gateway|software|phone|it|that|which|provider|server|mailbox|inbox|nobody|else|one|system|she|he)(?![a-z]))[a-z]{3,15}';

const E_B = '(?:mailbox|inbox|email address|mail account|email account|email|mails|emails)';
const CALM = '(?: (?!hat|haben|hatte|hatten|habe|hab|war|waren|wurde|wurden|nicht|kein|keine|keiner|niemand|nur|ich|has|had|have|was|were|did|not|no|none|nobody|never|only|i|said|asked|told|helped)[a-z0-9]{1,40}){0,6} ';

const WHO_P = `(?:${WHO_HOME}|${WHO_WORK})`;

/** The mailbox on file is not the writer's alone, is read by others, is full, dead, forwarded, or about to change. */
export const MAILBOX: readonly HintList[] = [
  ['other-mailbox', [
    // Somebody else tidies it, or looks into it.
    '(?:raeumt|schaut|sichtet|leert|liest|oeffnet|kontrolliert|prueft|betreut|bearbeitet|sortiert|pflegt|ueberwacht|durchsucht) (?:[a-z0-9]{1,14} ){0,3}(?:in )?mein(?:e|en|em|er)? (?:[a-z]{0,14}postfach|posteingang|[a-z]{0,10}mails|mailkonto|mailfach|eingang)',
    // At its limit: what is sent does not come in.
    '(hit|hits|reached|reaches|exceeded|exceeds|over|above|at) (its|my|the|their) (storage |mailbox |mail )?(quota|storage limit|size limit)', 'over quota', 'bounces (anything|everything|all|most|whatever)', 'nimmt (zurzeit |derzeit |gerade |bis [a-z]{1,12} )?(nichts|keine (neuen )?(mails|nachrichten)) (mehr )?an',
    // Somebody else reads, sorts or fetches what comes in.
    `${MINE} ${MAIL} (?:hier |dort |vertretungsweise )?${READS}(?! aus)${FAR}${WHO}`, `${WHO} (?:auch |ja |noch |jetzt |immer )?${READS}${FAR}${MINE} ${MAIL}`, `${READS}${FAR}${WHO} _ ${MINE} ${MAIL}`,
    `${MINE} (?:[a-z]{1,12} )?${MAIL} (?:hier |dort )?${HE_READS} ${SOMEBODY}`,
    `(?:in|auf|an) ${MINE} (?:[a-z]{1,12} )?${MAIL} (?:hier )?(?:schaut|schauen|guckt|gucken|sieht|sehen|kommt|kommen|geht)(?! ich)(?! (?:nur|allein) ich)(?! (?:keiner|niemand|nichts|ja nichts|nix))${FAR}(?:${WHO}|auch|rein|hinein|nei|wir)`,
    `(?:da|dort|hier) (?:schaut|schauen|guckt|gucken|liest|lesen|mistet)(?! ich)${FAR}(?:${WHO}|alle)`, `(?:da|dort|hier) (?:schaut|guckt) (?:(?!ich|keiner|niemand|nur|sonst|keine)[a-z]{1,14} ){1,5}(?:rein|hinein|nei)`,
    `${MAIL}${FAR}(?:mitliest|mitgelesen|mitlesen|liest _ mit|lesen _ mit|sieht _ mit|sehen _ mit)`,
    `(?:mitgelesen|gelesen|geoeffnet|abgerufen|betreut|bearbeitet) (?:wird|werden) _ (?:von|vom)`,
    `${MAIL} (?:wird|werden)${FAR}(?:vom?|durch)${FAR}(?:gelesen|mitgelesen|geoeffnet|abgerufen|betreut|bearbeitet|gesichtet|verwaltet|sortiert|beantwortet)`,
    `(?:als (?:erste|erster|erstes)|morgens|vormittags|tagsueber|zuerst) (?:alles )?(?:durchsieht|oeffnet|sichtet|sortiert)`, `${WHO} _ (?:liest|lesen) _ (?:immer |eh |ohnehin )?(?:alles|mit)`, `(?:er|sie) liest (?:eh |immer |ohnehin )?alles`,
    `${WHO} _ (?:ruft|holt) _ (?:mit ab|fuer mich ab)`,
    `${MAIL} _ (?:abrufen|abholen|oeffnen|ausdrucken|vorlesen|durchsehen) (?:lassen|laesst)`, `(?:kriege|bekomme) (?:ich )?(?:sie |die mails |alles )(?:nur )?ausgedruckt`, `liest mir${FAR}vor`,
    `${MAIL} (?:auch )?(?:sieht|sehen|liest|lesen) (?:ohnehin |ja |eh |auch )?(?:${WHO}|wir alle)`,
    // Somebody else can get in: access, password, key, an open session.
    `${WHO} _ (?:hat|haben|hatte|habe) _ (?:zugriff|einsicht|vollzugriff|leserechte) (?:auf|in) _ ${MAIL}`, `${BOX} _ (?:einsicht|zugriff) (?:geben|gegeben|nehmen|bekommen)`,
    `(?:zugriff|einsicht|zugang) (?:auf|in|zu) ${MINE} (?:postfach|mails|posteingang|eingang|mailkonto) (?:hat|haben)(?! (?:nur )?(?:ich|keiner|niemand))`,
    '(?:mailpasswort|mail passwort|mailkennwort|(?:passwort|kennwort) (?:vom|zum|fuers|von diesem|von meinem|zu meinem|zu diesem|fuer das|davon) (?:postfach|mailkonto|mail|email)) _ (?:hat|haben|kennt|kennen)(?! (?:nur )?(?:ich|keiner|niemand))',
    `(?:hat|haben|kennt|kennen) _ (?:mailpasswort|mailkennwort|(?:passwort|kennwort) (?:vom|von|zum|fuers) (?:meinem |diesem )?(?:postfach|mailkonto))`,
    `(?:hat|haben|habe) (?:auch |noch )?(?:mein|meine|meinen|unser|ihr|sein|meins) (?:postfach|mailkonto|mails|eingang|posteingang)? ?(?:[a-z]{1,12} ){0,4}(?:offen|bei sich|mit offen)`,
    `(?:hat|haben) (?:[a-z]{1,12} ){0,3}die app (?:auch|mit)`, `(?:sie|er) hat die app auch`, `${BOX} (?:[a-z]{1,12} ){0,4}(?:eingerichtet|angelegt) und (?:sehen|sieht|liest|lesen)`,
    `der (?:hier|da|dort) (?:ebenfalls|auch) (?:zugriff|zugang|reinkommt|hineinkommt)`,
    // It runs on devices that others use.
    `(?:das mail|mails|emails|mailprogramm|${BOX}|post|zustellungen) _ (?:laeuft|laufen|kommt|kommen|landet|landen|erscheint|erscheinen|ploppt)${FAR}(?:auf|am|ueber) (?:das|dem|unserem|seinem|ihrem|der)? ?(?:[a-z]{1,12} )?[a-z]{0,14}(?:tablet|tablett|rechner|drucker|bildschirm|geraet)`,
    `(?:auf|am|ueber|vom) (?:dem |das |unserem )?[a-z]{3,12}(?:tablet|tablett|rechner) (?:laeuft|ist|kommen|kommt) _ (?:mails|mailprogramm|postfach|post)`,
    `(?:mail|mails|postfach|post|alles) _ (?:am|aufs|auf dem) (?:familien|kassen|werkstatt|kuechen|team|vereins|empfangs)(?:tablet|rechner|pc|laptop|computer|handy)`,
    `(?:postfach|mailkonto|eingang|mails|post|alles) _ (?:auf|an) (?:seinem|ihrem|seinen|deren|papas|mamas|omas|opas) (?:[a-z]{1,12} )?(?:tablet|handy|telefon|rechner|laptop|pc|geraet)`,
    '(?:postfach|mailkonto|mails) _ (?:auf|an|am) [a-z]{0,8} ?(?:geraet|tablet|handy|rechner|laptop) (?:vom|von|meine[rs]|des)',
    `(?:mein|unser|das) (?:mailprogramm|postfach|mailkonto) (?:[a-z]{1,12} ){0,3}fuer (?:alle|jeden|die ganze|das ganze)`, `(?:wir haben|haben wir) (?:dasselbe|das gleiche|ein gemeinsames) (?:tablet|handy|mailkonto)`,
    // What comes in goes on to others.
    `(?:${BOX}|mails|post|nachrichten|alles)${FAR}(?:an|zu|auf)${FAR}(?:weitergeleitet|umgeleitet|weiter|um)(?! geleitet)`,
    `${MAIL} _ (?:geht|gehen|laeuft|laufen|landet|landen|kommt|kommen)${FAR}(?:bei|an|zu|auf) (?:(?:die|der|den|dem|das|allen|meine[mnrs]?|unsere[mnrs]?|seine[mnr]?) )?(?:[a-z]{1,12} )?(?:${WHO}|dreien|zweien)`,
    `regel leitet${FAR}an`, `(?:weiterleitung|umleitung|kopie|kopien) (?:an|auf|zu) (?:frau|herrn|meine[nrm]?|unsere[nrm]?|die|den)`,
    `(?:laeuft|laufen|landet|landen|kommt|kommen|gehen|geht|ist) _ (?:in|im|ins|als) (?:einen |einem |den |dem |das |ein |der )?(?:sammel|team|gruppen|gemeinschafts)[a-z]{2,14}`,
    // Full, and nothing gets in any more. What was full has been emptied since.
    `(?:${BOX}|speicher|[a-z]{0,8}quota) (?:hier |da )?(?:ist|laeuft|platzt|quillt)${FAR}(?:voll|randvoll|ueber|naehten|knackevoll|rappelvoll|erschoepft|ausgeschoepft)`,
    `(?:ist|laeuft|platzt|quillt) _ (?:mein|unser|dieses|das|der) (?:${BOX}|speicher) _ (?:voll|randvoll|ueber|naehten)`,
    '(?:prallt|prallen|kommt|kommen) (?:[a-z]{1,12} ){0,4}(?:alles|vieles|manches|neues|das meiste) (?:[a-z]{1,12} ){0,2}(?:zurueck|ab)',
    '(?:alles|alles neue|vieles|manches|das meiste|neue mails|neues) (?:prallt|prallen|kommt|kommen|geht) _ (?:zurueck|ab)', '(?:geht|passt|kommt) (?:[a-z]{1,12} ){0,3}(?:nichts|nix) mehr (?:rein|hinein)',
    `${BOX} _ (?:nimmt|nehmen|empfaengt) _ (?:nichts|keine|nur)`, '(?:nichts|nix) mehr (?:rein|hinein)(?:passt|geht|kommt)',
    '(?:unter|auf|an|mit) (?:der|dieser|jener|meiner) [a-z]{0,10}adresse (?:[a-z]{1,12} ){0,3}(?:empfange|bekomme|kriege|erhalte|lese) ich (?:[a-z]{1,12} ){0,2}(?:nichts|keine|nicht)',
    // Dead, closed, given up, about to be.
    `${MINE} (?:[a-z]{1,14} ){0,2}${BOX} (?:wird|wurde|ist|hat|habe|haben|werden)(?: [a-z0-9]{1,20}){0,7} ${GONE}`,
    `(?:wird|wurde|werden|ist|hat|haben|habe) (?:(?!fuer)[a-z]{1,12} ){0,3}${MINE} (?:[a-z]{1,12} ){0,2}${BOX}(?: (?!und|mails?)[a-z0-9]{1,20}){0,5} ${GONE}`,
    `(?:anbieter|provider|betreiber|hoster)(?: [a-z0-9]{1,20}){0,6} (?:abgeschaltet|geschlossen|eingestellt|dichtgemacht|zugemacht|abgestellt|dicht)`,
    `${BOX}(?: wurde)?(?: mir)?(?: [a-z0-9]{1,20}){0,4} (?:${GONE}|umgezogen) (?:wird|wurde|ist|worden|und mir)`, `${BOX} (?:beim|bei) (?:[a-z]{1,14} ){1,2}(?:wurde|wird|ist)${FAR}${GONE}`,
    `(?:gibt es|gibts|existiert|besteht|gilt) (?:[a-z]{1,12} ){0,2}${MINE} (?:[a-z]{1,12} )?${BOX}(?: [a-z0-9]{1,20}){0,4} (?:nicht mehr|nimmer|bald nicht|nur noch)`,
    `${MINE} (?:[a-z]{1,14} )?${BOX} (?:gibt es|gibts|existiert|besteht|gilt|gehoert mir)(?: [a-z0-9]{1,20}){0,6} (?:nicht mehr|nimmer|bald nicht|nur noch)`,
    `(?:an|in|auf|ueber) ${MINE} (?:[a-z]{1,12} )?${BOX}(?: [a-z0-9]{1,20}){0,6} (?:nicht mehr|nimmer|nur noch bis|nich mehr|ned mehr)`,
    `${BOX} _ noch bis (?:freitag|montag|dienstag|mittwoch|donnerstag|samstag|sonntag|morgen|heute abend|monatsende|jahresende|ende|zum (?:ersten|letzten|dreissigsten|monatsende|jahresende))`, `(?:providerwechsel|anbieterwechsel|domainwechsel)`,
    `${BOX} (?:[a-z]{1,12} ){0,4}(?:zugedreht|weggenommen|dichtgemacht|abgeklemmt)`,
    // Not to be read from where the writer is.
    `(?:an|in|auf) (?:mein|meine|meinen|das|die|den|unser|unsere|mei) (?:[a-z]{1,12} )?${MAIL} (?:komme|kann|darf|komm|kommen) (?:ich|wir)? ?(?:[a-z0-9]{1,20} ){0,6}(?:nicht|nimmer|kaum|ned|nich|erst)`,
    `(?:kein|keinen|keinerlei|ohne) _ (?:zugriff|zugang) (?:mehr )?(?:auf|zu|zum|an) _ ${MAIL}`,
    `(?:komme|komm|kann) ich (?:[a-z]{1,12} ){0,5}(?:nicht|nimmer|ned|nich) (?:mehr )?(?:an|in|auf) (?:mein|meine|das|die|unser) ${MAIL}`,
    '(?:schreibe?|maile?) (?:ich |ihnen |euch |hier |jetzt |daher |deshalb |grad |gerade ){0,4}(?:vom|von|ueber|mit|aus) (?:dem |der |das |einem |einer )?(?:[a-z]{1,12} )?(?:konto|adresse|mail|postfach|account) (?:meine|vo|einer|eines)[a-z]{0,2}',
    // It is somebody else's, lent, handed on.
    `(?:${BOX}|konto|mail|email) (?:hier )?(?:gehoert|gehoerte|gehoeren)(?! (?:[a-z]{1,8} ){0,3}(?:mir|zu|zum|ich|da|dazu|nicht))`,
    `(?:ist|war) (?:[a-z]{1,12} ){0,2}(?:das|die|der) (?:postfach|mailadresse|adresse|mail|mailkonto) (?:von meine[rm]|vom (?:chef|buero)|meine[rs]|unsere[rs])`, `${BOX} (?:[a-z]{1,12} ){0,3}(?:geliehen|geborgt|ausgeliehen)`,
    `${MINE} ${BOX}${FAR}(?:uebernimmt|uebernommen|uebergeben|uebergebe|weitergegeben|abgegeben|uebergeht)`, `${BOX} (?:geht|faellt|wandert|kommt) _ (?:an|zu) (?:meine[nm]?|den|die|eine[nm]?|unsere[nm]?) (?:[a-z]{1,12} )?${WHO}`,
    `(?:abloeser|nachfolgerin?|vorgaengerin?|kollegin|kollege)(?: [a-z]{1,12}){0,3} ?,? ?(?:[a-z]{1,12} ){0,3}im selben postfach`,
    `${NOT_IT}${E_WHO}${CALM}(?:my|this|our|that) (?:[a-z]{1,14} )?${E_B}`,
    // People beside the writer who read, open, sort, fetch or print, whatever they do it with.
    `(?:mein|meine|unser|unsere|der|die|eine|frau|herr|auch) (?:[a-z]{1,14} )?${WHO_P} (?:[a-z]{1,12} ){0,3}(?:liest|sichtet|sortiert|oeffnet|ruft ab|holt ab|druckt|checkt|beantwortet|betreut|verwaltet|huetet|mistet|kontrolliert)(?! (?:sich|das geraet|die tuer|den laden))`,
    `(?:frau|herr) [a-z]{3,14} (?:liest|sichtet|sortiert|oeffnet|checkt|beantwortet|betreut|verwaltet|huetet|druckt)`,
    `(?:liest|sichtet|sortiert|oeffnet|checkt|beantwortet|betreut|verwaltet|huetet|druckt|sieht|bekommt|kriegt) (?:[a-z]{1,12} ){0,5}(?:mein|meine|unser|unsere|frau|herr) (?:[a-z]{1,14} )?${WHO_P}`,
    `(?:antwort|antworten|mails?|nachrichten?|post|briefe) (?:sieht|sehen|liest|lesen|oeffnet|oeffnen|bekommt|bekommen|kriegt|kriegen|holt|nimmt) (?:[a-z]{1,12} ){0,4}(?:${WHO}|auch)`,
    `(?:my|our|her|his|the) (?:[a-z]{1,12} )?${E_WHO} (?:[a-z]{1,12} ){0,2}(?:reads|opens|checks|sorts|answers|collects|monitors|empties|screens|goes through|looks after)(?! (?:the door|the shop|at))`,
    `(?:reply|replies|answer|answers|reset|link|whatever|anything|everything) (?:[a-z]{1,12} ){0,4}(?:seen|read|opened|picked up|collected|printed|received) by (?!me)[a-z]`,
    `(?:she|he|they) (?:also |still |always |both |all ){0,2}(?:reads?|opens?|checks?|sees?|gets?|has|have) (?:my|this|our|all my|all our) (?:[a-z]{1,12} )?${E_MAIL}`,
    `(?:er|sie) (?:liest|oeffnet|sieht|sichtet|sortiert|bekommt|hat|kriegt) (?:[a-z]{1,12} ){0,3}(?:mein|meine|meinen|unser|unsere) ${MAIL}`, `(?:she|he|they) (?:can|could) (?:also |still )?(?:read|see|open|get into) (?:my|this|our|it)`,
    // The same, said of "them", "it", "there": they go through hands, are printed, laid down, read out, answered for the writer.
    `${MAIL} (?:hier |dort )?${READS} (?!aus)(?:hier |auch |noch |jetzt |immer ){0,3}(?:${WHO}|unsere?|meine?)`,
    `(?:da|dort|hier) (?:schauen|gucken|sitzen|lesen|haengen) (?:wir|alle|auch|noch)(?: [a-z]{1,14}){0,4} (?:hinein|rein|davor|drauf|dran|mit|zu zweit|zu dritt|zu viert|zu fuenft|zu sechst)`,
    `da sitzt (?:jetzt |nun |inzwischen )?(?:mein|meine|der|die|unser|unsere)`,
    `(?<!keiner )(?<!niemand )(?:liest|sieht|ruft) (?:(?!keiner|niemand|sich|nicht|hier)[a-z0-9]{1,14} ){0,4}mit(?= [,.]|$)`,
    `${MAIL}${FAR}(?:durch (?:viele|mehrere|andere|fremde) haende|ueber (?:den|meinen|ihren|seinen) (?:schreib)?tisch|ans (?:schwarze )?brett|auf den tresen)`, `(?:kuemmert|kuemmern) sich${FAR}um (?:mein|meine|die|das|unsere) ${MAIL}`,
    `${WHO} _ (?:macht|machen|erledigt|erledigen|uebernimmt|uebernehmen|fuehrt) _ (?:meine|die|unsere) (?:post|mails|korrespondenz)`,
    `(?:meine|die|unsere) (?:post|mails|korrespondenz) (?:macht|machen|erledigt|erledigen|uebernimmt|uebernehmen|fuehrt) ${SOMEBODY}`, `${WHO} (?:geht|gehen) (?:[a-z]{1,12} ){0,3}(?:meine|die|unsere) (?:mails|post) durch`,
    `${WHO} (?:[a-z]{1,12} ){0,4}(?:kann|koennen|darf|duerfen) (?:[a-z]{1,12} ){0,4}(?:mitlesen|hineinschauen|reinschauen|reingucken|hineinsehen|reinsehen)`,
    `${WHO} (?:[a-z]{1,12} ){0,3}(?:kommt|kommen) (?:[a-z]{1,12} ){0,3}(?:in|an) (?:mein|meine|das|die|unser|unsere) (?:${BOX}|mails)`, `(?:hat|haben) (?:[a-z]{1,12} ){0,3}(?:ein auge|einblick|einsicht) (?:auf|in) (?:[a-z]{1,12} ){0,1}${MAIL}`,
    `${WHO} (?:[a-z]{1,12} ){0,3}(?:nimmt|nehmen) (?:[a-z]{1,12} ){0,2}${MAIL} (?:[a-z]{1,12} ){0,2}(?:entgegen|an)`,
    `(?:stellvertretung|vertretungsrechte|vertretungszugriff|postfachfreigabe|freigabe) (?:[a-z]{1,12} ){0,3}(?:fuer|auf|im|am|ueber) (?:[a-z]{1,12} ){0,1}${BOX}`,
    `${BOX} (?:[a-z]{1,14} ){0,4}(?:freigegeben|freigeschaltet) (?:ist|bekommen|hat|fuer)`,
    `(?:in|bei) (?:meinem|unserem|diesem) (?:postfach|mailkonto|mailprogramm) (?:[a-z]{1,12} ){0,4}(?:angemeldet|eingeloggt|drin|mit drin|drinnen)`,
    `(?:angemeldet|eingeloggt|drin) (?:[a-z]{1,12} ){0,2}in (?:meinem|unserem|diesem) (?:postfach|mailkonto)`,
    `(?:mails|post|nachrichten) (?:[a-z]{1,12} ){0,4}(?:ploppen|poppen|tauchen|erscheinen|klingeln|landen|laufen) (?:[a-z]{1,12} ){0,3}(?:bei|auf) (?:seinem|ihrem|der|dem|den|meiner|allen)`,
    // Lent, or of somebody's name; writes from elsewhere.
    `(?:ist|war|laeuft) (?:[a-z]{1,12} ){0,2}(?:das|die) (?:postfach|mailadresse|mailkonto|mail|email|adresse) (?:von meine[rm]|meine[rs] (?:mutter|vaters?|frau|mannes|schwester|bruders|tochter|sohnes|freundin|chefs|chefin))`,
    `(?:postfach|mail|adresse|konto) (?:laeuft|geht|ist) auf (?:meine[n]?|den namen|die) (?:mutter|vater|frau|mann|sohn|tochter|schwester|bruder|chef|von|meine[rs])`,
    `(?:mein|meine|dem|das) [a-z]{0,8}(?:handy|telefon|rechner|laptop|tablet) mit (?:den |meinen |allen )?(?:mails|mailprogramm|postfach)`,
    `(?:sein|seinem|seines|dessen) (?:alte[sn]? )?(?:postfach|mails|mailkonto|posteingang)(?! (?:eigen))`,
    `(?:kann|koennen) (?:ich |wir )?(?:[a-z]{1,12} ){0,2}(?:meine|die|unsere) mails (?:[a-z]{1,12} ){0,4}(?:nicht|nicht mehr|nimmer|erst) (?:lesen|abrufen|oeffnen|sehen)`,
    `(?:mailpasswort|mailkennwort|passwort (?:vom|fuers|zum|von meinem|fuer mein) (?:postfach|mail|email|mailkonto)) (?:[a-z]{1,12} ){0,5}(?:nicht|vergessen|weg|verloren|auch)`,
    // English: the same without the word mailbox beside it.
    `${NOT_IT}(?:my|our|the|his|her) (?:[a-z]{1,12} )?${E_WHO} (?:[a-z]{1,12} ){0,2}(?:reads|sees|opens|checks|gets|sorts|answers|has|reads through) (?:these|them|it|mine|everything|all of it|that)(?: [a-z]{1,12}){0,2} (?:too|as well|also|first|before me|anyway)`,
    `(?:land|lands|arrive|arrives|come|comes|go|goes|end up|ends up) (?:up )?(?:in|at|on|with) (?:the|our|my) (?:[a-z]{1,12} ){0,2}(?:box|inbox|mailbox|desk|screen|screens|printer|phone|tablet) (?:that|which|where|of)`,
    `(?:opens|reads|sees|sorts) whatever (?:came|comes|lands|arrives)`,
    `whoever (?:is|has|gets|opens|comes|sits|works|answers|happens|sees|picks)(?: [a-z]{1,12}){0,6} (?:first|on duty|on shift|in the office|mail|inbox|mailbox|post|email|desk|reception)`,
    `${E_WHO} (?:[a-z]{1,12} ){0,3}(?:keeps an eye|keep an eye|has an eye|looks in|look in|is looking after|is minding|is covering|is watching) (?:on |after )?(?:[a-z]{1,12} ){0,2}${E_MAIL}`,
    `${E_WHO} (?:[a-z]{1,12} ){0,3}(?:can|could|may|might|able to|allowed to) (?:[a-z]{1,12} ){0,2}(?:get into|read|see|open|look into|look at|access) (?:[a-z]{1,12} ){0,2}${E_MAIL}`, `(?:comes|come) (?:out )?(?:of|from) the printer`,
    `reads (?:it|them|my mail|my mails|my emails|the post|everything) (?:out |aloud )?to me`,
    `(?:her|his|their) (?:[a-z]{1,12} ){0,2}(?:tablet|phone|laptop|computer) (?:still |also )?(?:shows|gets|receives|has|rings)`, `has (?:it|this mailbox|my inbox|my mail|this inbox) (?:still |open |also ){0,2}(?:on|up on) (?:his|her|their|the)`,
    `(?:my )?(?:mail|mails|emails|inbox)(?: [a-z]{1,12}){0,3} (?:pops?|pings?|rings?|shows?|syncs?|appears?|turns?) (?:up )?(?:on|to|with|in) (?:his|her|their|every|the|our|all)`,
    `(?:set up|created|made) (?:it|this|the mailbox|my mailbox|my email|the account)(?: [a-z]{1,12}){0,5} and (?:still )?(?:sees|reads|gets|looks)`,
    `this (?:email|address|mailbox|inbox|account)(?: i write from)? is (?:actually |really |in fact |of )?(?:my|our) ${E_WHO}`, `(?:his|her) (?:mailbox|inbox) (?:emailaddr )?(?:is|now|gets|comes|has)`,
    `(?:locked|shut) out of my (?:email|mail|mailbox|inbox)`, `(?:forgot|forgotten|lost|not know|not remember) (?:[a-z]{1,12} ){0,2}(?:email password|mail password|password (?:for|to|of) (?:my|the|that) (?:email|mail|mailbox|inbox))`,
    `(?:mailbox|inbox|address|email) (?:now |simply |already )?(?:refuses|rejects|rejecting|refusing|declines) (?:everything|all|new|any|most|mail|mails)`,
    `(?:no|not any|out of) (?:room|space) (?:left |any more )?(?:in|for) (?:my|the|this|new) (?:mailbox|inbox|mail|email|mails|box|messages)`, `(?:mailbox|inbox|email|mail) (?:is )?(?:at|over|near) (?:its |the )?(?:capacity|limit|quota)`,
    `(?:losing|lose|giving up|give up|leaving behind) (?:this|my) (?:[a-z]{1,12} )?(?:mailbox|inbox|address|email)`,
    `(?:new|another|different) (?:email|mail) address (?:on|for|in) (?:my|the)`, `(?:change|update|replace|switch) (?:my|the|our) (?:[a-z]{1,12} )?(?:email|mail|sign in|login)(?: address)? (?:to|from|on|for|in)`,
    `(?:could not be|konnte nicht|not be) (?:delivered|zugestellt)`, `(?:user|recipient|empfaenger|benutzer) (?:unknown|unbekannt)`,
    // The account is found under another name, or nobody knows under which; a page greets somebody else; one person stands there twice.
    '(?:unter|mit) welche[rmn] (?:[a-z]{1,12} ){0,2}(?:adresse|mailadresse|mail|benutzernamen?|emailadresse) (?:[a-z]{1,12} ){0,4}(?:kennen|kennt|bin|stehe|stand|steh|angemeldet|gemeldet|registriert|gefuehrt|lief|laufe|hinterlegt|war)',
    '(?:welches|which) (?:konto|account|profil|profile|mailbox|address|adresse|mailadresse) (?:ist meins|ist meine|is mine|do i have|did i|have i|do you|haben sie|habt ihr|habe ich|is on file|nutzen sie)',
    '(?:under|with) (?:which|what) (?:of (?:my|our|the) )?(?:[a-z]{1,12} ){0,2}(?:address|addresses|email|domains?)', '(?:gibt es|findet sich) (?:mich |uns )(?:noch |ueberhaupt )?(?:bei|in)|if i still exist|whether i still exist',
    '(?:oben|da|dort) (?:steht|stand) (?:[a-z]{1,8} ){0,2}(?:willkommen|hallo|herr|frau|guten tag)', '(?:fremde[snrm]?|falsche[rsnm]?|andere[nrm]) (?:namen?|profil|person)', '(?:somebody|someone) else (?:page|name|profile|account)',
    'so heisst (?:hier|bei uns|im)', 'that is not me|das bin ich nicht|bin nicht ich',
    '(?:zwei|two|doppelte|mehrere) (?:[a-z]{1,12} )?(?:konten|profile|profiles|accounts|zugaenge) (?:bei|with|at|zu|auf|fuer|on)', '(?:a name|namen) (?:that )?(?:i|den ich) (?:do )?(?:not|nicht) (?:recogni[sz]e|know|kenne)',
    // The firm or the provider is gone, and the mailbox with it.
    `(?:die|meine|unsere|damalige) (?:schule|firma|dienststelle|adresse|mailadresse|domain|endung|emailadresse)(?: dort)? (?:gibt es|gibts|existiert|besteht) (?:[a-z]{1,12} ){0,3}(?:nicht mehr|nimmer)`,
    '(?:mailanbieter|kabelanbieter|anbieter|provider|mailprovider|telefonanbieter) (?:[a-z0-9]{1,12} ){0,5}(?:gewechselt|aufgehoert|gekuendigt|dichtgemacht)', '(?:moved|changed|switched|left|forgotten) (?:my |our )?(?:mail|email|internet) provider',
    '(?:address|mailbox|domain|inbox) (?:[a-z]{1,12} ){0,4}(?:dead|given up|sold|gone for good|no longer exists?|ceased|no longer mine|stayed behind)',
    '(?:closed|shut|deactivated|deleted|blocked) (?:my|that|the|this) (?:[a-z]{1,12} )?(?:mailbox|inbox|email account|mail account|address)', '(?:took|take|takes) (?:the mail server|my mailbox|my inbox|my address|my email) (?:with|away|from|off)',
    '(?:mailserver|maildomain|server) (?:abgebaut|abgeschaltet|zu grabe|verschwindet|verschwunden|futsch)',
    'emailaddr (?:[a-z]{1,12} ){0,2}(?:futsch|tot|dead|gone|verschwunden|verschwindet|geschlossen|gekuendigt|which is dead)', `(?:postfach|mail|mailadresse|adresse|mailbox) (?:[a-z]{1,12} ){0,2}(?:futsch|erloschen|aufgeloest)`,
    '(?:dort|dorthin|da) (?:landet|geht|ginge|laeuft|verschwindet) (?:[a-z]{1,12} ){0,3}(?:im|ins) (?:leere|leeren|nichts)',
    '(?:vanish|vanishes|vanished|disappear|disappears) (?:there|into nowhere|in there)', '(?:box|mailbox|address) (?:that )?no longer exists',
    '(?:bis|noch bis) (?:monatsende|jahresende|ende (?:des monats|des jahres|juni|juli|august|september|dezember|maerz)) (?:[a-z]{1,12} ){0,3}(?:parallel|weitergeleitet|bedient|lesen|erreichbar)',
    '(?:both|beide) (?:[a-z]{1,12} ){0,3}(?:run|laufen|lesen|read) (?:[a-z]{1,12} ){0,4}(?:parallel|side by side|in parallel|until|bis)',
    // The writer reads the mail of others.
    '(?:auf mich|zu mir|an mich|bei mir) (?:umgeleitet|weitergeleitet|zugeleitet|aufgeschaltet)', '(?:mails?|post|eingang|postfach) (?:[a-z]{1,12} ){0,6}bei mir (?:auf|ein)(?= [,.]|$)',
    '(?:forwarded|redirected|comes through|comes now|now comes|reaches) (?:on )?to me(?: now)?', '(?:his|her) (?:[a-z]{1,12} )?(?:mailbox|inbox|mails|emails|mail|email) (?:emailaddr )?(?:is|now|comes|gets|has been|to mine)',
    '(?:access to|read|open) (?:his|her) (?:[a-z]{1,12} )?(?:mailbox|inbox|mails|emails)',
    '(?:lese|sehe|bearbeite|oeffne) (?:ich )?(?:[a-z]{1,12} ){0,2}(?:sein|seine|ihr postfach|ihre post|seine post|deren) (?:mails|postfach|post|mit)?',
    '(?:postfach|adresse|mail|zugang|konto) (?:noch )?(?:meiner|meines|der|des|unserer|unseres|vom|von der) (?:vorgaenger(?:s|in)?|verstorbenen|frueheren)', '(?:mailbox|inbox|address|email|addressed|account) (?:[a-z]{1,12} ){0,4}predecessor',
    '(?:hat|has) (?:mein|meine|my) (?:[a-z]{1,12} ){1,2}(?:behalten|kept)',
    // Which address is on file, the writer does not know.
    '(?:weiss|wissen|keine ahnung|unsicher|unklar|vergessen) (?:[a-z]{1,12} ){0,5}, (?:unter |mit |auf |an )?(?:welche|welcher|welchem) (?:meiner |unserer |der |von )?(?:[a-z]{1,12} ){0,2}(?:adresse|mailadresse|adressen|postfach|emails?)',
    '(?:welche|welcher) (?:meiner|unserer|von meinen|von den) (?:[a-z]{1,12} ){0,2}(?:adressen|mailadressen|postfaecher|mails|emails)',
    'ob (?:ich )?(?:[a-z]{1,12} ){0,3}(?:diese|dieses|die|meine|unter) (?:[a-z]{1,12} ){0,3}oder (?:[a-z]{1,12} ){0,3}(?:adresse|mail|postfach)', '(?:which|what) of (?:my|the|our|those) (?:[a-z]{1,12} ){0,2}(?:addresses|emails|mailboxes)',
    '(?:either )?under (?:my|the) (?:[a-z]{1,14} ){1,4}or (?:my|the|under) (?:[a-z]{1,14} ){0,3}(?:one|address|name|mail|email|surname)',
    '(?:not sure|no idea|not know|forgot|forgotten|can not remember|not remember|can not say|unsure) (?:[a-z]{1,12} ){0,3}(?:which|what) (?:[a-z]{1,12} ){0,2}(?:email|address|mailbox)',
    // English: somebody else reads, sorts or fetches it.
    `${NOT_IT}${E_WHO} (?:[a-z]{1,12} ){0,3}${E_READS} (?:[a-z]{1,12} ){0,3}${E_MINE} (?:[a-z]{1,12} )?${E_MAIL}`,
    `${E_BOX}${FAR}(?:read|opened|checked|watched|monitored|looked after|answered|sorted|run|emptied|cleared|shared|seen|managed|screened|tended) by(?! (?:me|myself|no one|nobody|yours|only)(?![a-z]))`,
    `${NOT_IT}${E_WHO} (?:[a-z]{1,12} ){0,3}${E_READS} (?:it|along|everything|whatever)(?: too| as well| first| for me| with me| that)`,
    `${E_BOX}(?: [a-z0-9]{1,20}){0,4} (?:that |which )?(?:someone|somebody|anyone|anybody|everyone|everybody|whoever|others|all of us|(?:my|our|the|her|his) (?:[a-z]{1,12} ){0,2}${E_WHO}) (?:[a-z]{1,12} ){0,3}${E_READS}`,
    `${NOT_IT}${E_SUBJECT} (?:also |still |always |now |already |kindly |sometimes ){0,2}(?:reads|opens|checks|sorts|weeds|tidies|empties|answers|monitors|minds|handles|goes through|deals with|looks after|looks in|looks into|collects|manages|sees|fetches|screens) (?:through |all )?(?:my|this|our|that|these) (?:[a-z]{1,12} )?${E_MAIL}`,
    `${E_WHO} (?:[a-z]{1,12} ){0,2}(?:looks in|reads along|peeks in|pops in|reads mine|sorts mine)`, `(?:is|are) (?:reading|opening|answering|checking|sorting|minding|watching) (?:mine|my (?:mail|mails|email|emails|inbox|mailbox|post))`,
    `(?:been )?answering from (?:my|this) (?:address|mailbox|inbox|account)`,
    `${E_WHO} (?:[a-z]{1,12} ){0,3}(?:has|have|got|had) (?:[a-z]{1,12} ){0,3}(?:access to|the key to|keys to|the run of|the password (?:to|for|of)|the code (?:to|for)|the login (?:to|for)) (?:[a-z]{1,12} ){0,2}${E_MAIL}`,
    `(?:access to|the key to|the run of|the password (?:to|for|of)) (?:this|my|our|that) (?:mailbox|inbox|email|mail|box) (?:too|as well|also|while|since|ever since|besides)`,
    `${E_WHO} (?:[a-z]{1,12} ){0,3}(?:signed|logged) (?:in|into) (?:[a-z]{1,12} ){0,3}${E_MAIL}`, `(?:tablet|laptop|phone|computer|pc)(?: [a-z]{1,12}){0,6} (?:signed|logged) (?:in|into|in to)(?: [a-z]{1,12}){0,3} (?:mail|inbox|mailbox|email)`,
    `${E_WHO} (?:[a-z]{1,12} ){0,3}(?:gets|dips|get|is|are) (?:in|into|inside) (?:[a-z]{1,12} ){0,2}(?:my|this|our|that) (?:[a-z]{1,12} )?${E_MAIL}`,
    `(?:his|her|their|${E_WHO}) (?:[a-z]{1,12} ){0,2}(?:phone|tablet|laptop|computer|ipad|pc) (?:[a-z]{1,12} ){0,3}(?:shows|gets|receives|where|rings with) (?:[a-z]{1,12} ){0,2}${E_MAIL}`,
    `(?:mail|emails|inbox|mailbox)(?: [a-z0-9]{1,20}){0,6} (?:on|to|through|over|at|via) (?:his|her|their|(?:my|our|the) (?:[a-z]{1,12} )?${E_WHO}) (?:old )?(?:phone|tablet|laptop|computer|ipad|pc|screen|telephone)`,
    `(?:tablet|screen|laptop|computer|ipad|printer)(?: [a-z]{1,12}){0,4} (?:shows|prints|displays|opens) (?:this|my|our|the) (?:inbox|mailbox|mail|mails|emails|post)`,
    `(?:inbox|mailbox|emails)(?: [a-z0-9]{1,20}){0,4} (?:on|onto|out of) the (?:[a-z]{1,14} ){0,3}(?:tablet|screen|screens|printer|counter|ipad|board) (?:by|in|at|for|which|that|where|everyone|everybody)`,
    // English: forwarded.
    `(?:${E_BOX}|mails?|emails?|everything|messages)(?: [a-z0-9]{1,20}){0,4} (?:forwarded|forwards|redirected|redirects|diverted|copied|rings through|rings)(?: automatically| straight| on| also| still){0,2} (?:to|through to)(?! (?:me|myself|my own|my phone|my new|the bin|the spam|spam|junk|the junk|bin|trash)(?![a-z]))`,
    `(?:kindly |automatically |still )?(?:collects?|picks up|fetch|fetches|takes in) (?:our|my) (?:[a-z]{1,12} )?${E_MAIL}`, `(?:receives?|gets|has) (?:also )?(?:a )?(?:copy|copies) of (?:all|everything|my|each|every|whatever|this)`,
    `(?:where|is how) (?:the |my |our )?(?:mail|mails|emails|post) (?:comes|come|goes|go|lands|arrives) (?:in|to)? ?(?:till|until|while|for now)`,
    // English: full, dead, about to be closed, moved, lost.
    `(?:inbox|mailbox|mail|email|quota|storage|box) (?:of mine )?is (?:[a-z]{1,12} ){0,4}(?:full|overflowing|overfull|bursting|over quota|over its limit|bouncing|jammed)`,
    '(?:turns|turning|bounces|bouncing) (?:back |away )?(?:everything|most|new|mail|mails|messages|letters)', '(?:is|has|am) (?:[a-z]{1,12} ){0,2}(?:over quota|exceeded its quota|out of storage|over its limit)',
    `(?:${E_BOX}|domain|mail provider|addresses|mailboxes|my email|my mail)(?: [a-z0-9]{1,20}){0,5} (?:is|was|are|were|being|be|been|gets|got|has|have|will)(?: (?!never|not)[a-z0-9]{1,12}){0,2} (?:closed|closing|switched off|shut|deactivated|discontinued|retired|cancelled|dissolved|decommissioned|defunct|lapsed|taken away|disabled|wound up)`,
    `(?:this|my|that|the old) (?:mailbox|inbox|address|email)(?: [a-z]{1,12}){0,3} (?:closes|dies|expires|ends|goes dead|stops working|stopped working)`,
    `(?:address|email|domain|mailbox|account)(?: [a-z]{1,12}){0,6} (?:nobody|no one|was not|not) (?:renewed|renews|reads any ?more)`,
    `(?:closing|shutting|switching|killing|cancelling|taking|deleting|closes|shuts|switches|kills|cancels|deletes) (?:down |off |away )?(?:my|this|our) (?:[a-z]{1,12} ){0,2}(?:mailbox|inbox|address|mail|email|mail account)`,
    `my old (?:[a-z]{1,12} ){1,4}(?:switched off|closed|shut|dissolved|discontinued)`,
    `(?:address|mailbox|inbox) (?:on|in) (?:my|the|your) (?:account|file|profile|books|records) (?:[a-z]{1,12} )?(?:closed|is dead|is gone|died|no longer|has gone|belongs)`,
    `(?:changing|change|switching|migrating|swapping|leaving|moving) (?:[a-z]{1,12} ){0,2}(?:mail provider|provider|email provider|mail servers?|email addresses|domains?|mailboxes)`,
    `(?:swap|swapped|swapping|trade|exchange) (?:mailboxes|inboxes|addresses)`,
    `(?<!has )(?:no|not|never|lost|without)(?: longer)? (?:have )?(?:access to|get at|get into|getting into|reach|open|read|get to)(?: [a-z]{1,12}){0,1} (?:my|that|our) (?:[a-z]{1,12} )?(?:mailbox|inbox|email|emails|own mail|work mail|mails)(?! since)`,
    '(?:writing|write|mailing|emailing) (?:[a-z]{1,12} ){0,3}(?:from|on|through|via|with) (?:[a-z]{1,12} ){0,3}(?:friend|friends|wife|husband|son|daughter|colleague|colleagues|brother|sister|neighbour|neighbours|mate|elsewhere|another|different|someone|somebody) ?(?:[a-z]{1,12} )?(?:address|account|mailbox|email|mail|one|inbox)?',
    `writ(?:e|ing) from (?:my new|here (?:as|because|since)|a private|my private)`, `(?:mailbox|inbox|address|email)(?: [a-z0-9]{1,20}){0,4} (?:belongs|belonged|belonging) to(?! (?:me|myself|no|nobody|only)(?![a-z]))`,
    `(?:mailbox|inbox|address|it)(?: [a-z0-9]{1,20}){0,2} ?,? ?(?:[a-z]{1,12} , )?(?:handed|given|passed|transferred|assigned|passes|reassigned)(?: over| on)? to(?! me(?![a-z]))`,
    `(?:leave|hand|pass|give|giving|handing|leaving|passing) (?:over )?(?:this|my) (?:mailbox|inbox|address|email) (?:to|over)`,
    `(?:someone else|somebody else|another) (?:[a-z]{1,12} ){0,3}(?:given|got|has|uses) (?:this|my|that) (?:mailbox|inbox|address)`, `(?:mailbox|inbox|address) came to me from`,
  ]],
  ['several-share-it', [
    // Somebody uses it, too.
    '(?:mitbenutzt|mitbenutzen|mit benutzt|mit nutzt|mitnutzt|mitnutzen|mitliest|mit liest|mitlesen)',
    // One mailbox for many.
    `(?:teile|teilen|teilt) (?:ich |wir |sich |uns |mir ){0,3}(?:[a-z]{1,14} ){0,4}${BOX}`, `(?:${BOX}|mail|email) (?:[a-z]{1,14} ){0,2}(?:teile|teilen|teilt) (?:ich|wir|sich|uns)`,
    `(?<!nicht )(?:ist|hier|dies|nur|dieses|nutzen|ueber|als|eingetragen habe ich dabei) (?:[a-z]{1,8} ){0,3}(?:sammel|gemeinschafts|team|gruppen|verteiler|funktions)(?:postfach|adresse|mailadresse|kasten|korb|mail|konto)`,
    `(?:ein|eine|einem|unser|das) (?:gemeinsames|gemeinsame|gemeinsamen|gemeinschaftliches) (?:[a-z]{1,12} )?(?:postfach|adresse|mailadresse|mailkonto|eingang)`,
    `(?:wir) (?:[a-z]{1,12} ){0,3}(?:zu zweit|zu dritt|zu viert|zu fuenft|zu sechst|zu siebt|zu acht|zu neunt|reihum|gemeinsam) (?:[a-z]{1,12} ){0,4}${MAIL}`,
    `${BOX} (?:[a-z]{1,14} ){0,6}(?:zu zweit|zu dritt|zu viert|zu fuenft|zu sechst|zu siebt|zu acht|reihum|gemeinsam|gemeinschaftlich|abwechselnd)`,
    `${BOX} (?:[a-z]{1,14} ){0,4}(?:gehoert|ist|gilt|laeuft) (?:[a-z]{1,14} ){0,3}(?:allen|der ganzen|des ganzen|dem ganzen|fuer alle|(?:fuer )?(?:die|unsere|das|unser) ganzes?|uns alle[nm]?|vom ganzen)`,
    `(?:zugang|schluessel|passwort) zum (?:postfach|mailkonto) (?:[a-z]{1,14} ){0,3}(?:fuer (?:die|unsere|alle|das)|hat jeder|haben alle|hat jede)`,
    `(?:alle|jeder|jede|ganze|saemtliche|beide) (?:[a-z]{1,14} ){0,3}(?:sieht|sehen|liest|lesen|oeffnet|oeffnen) (?:[a-z]{1,14} ){0,3}${MAIL}`, `(?:sehen|lesen|oeffnen) (?:[a-z]{1,14} ){0,3}alle (?:vom|aus|im|von)`,
    '(?:den|das|die) (?:die |der |unsere )?(?:ganze|gesamte|alle) [a-z]{3,20} (?:sieht|sehen|liest|lesen|oeffnet|einsieht|einsehen)', `fuer alle (?:bedienungen|kollegen|kolleginnen|mitarbeiter|lehrer|gesellen|[a-z]{2,14}innen|[a-z]{2,12}schichten)`,
    `(?:die antwort|ihre antwort|ihre mail|die mails?|das) (?:sehen|lesen|bekommen) (?:dann )?(?:wir |zwar )?alle`,
    `in (?:mein|das|dieses|unser|diesem) (?:[a-z]{1,12} )?${BOX} (?:[a-z]{1,14} ){0,4}(?:schauen|gucken|sehen|arbeiten) (?:wir|alle|auch|beide|mehrere)`, `unter [a-z]{2,12} lesen (?:bei uns|hier|auch|alle)`,
    `${BOX} ist auf (?:[a-z]{1,14} ){1,4}(?:und mich|eingerichtet)`, `nur (?:ein|eine|das eine|des eine|die eine) (?:[a-z]{1,12} )?(?:postfach|adresse|mailadresse)`,
    `(?<!not )(?:share|shares|sharing) (?:this |my |our |the |an |one |a )?(?:[a-z]{1,12} )?${E_BOX}`, `(?:a |this is a |is a |one )(?:shared|joint|common|communal|collective) (?:[a-z]{1,12} )?${E_BOX} (?!for parents)[a-z]`,
    `${E_BOX}(?: [a-z]{1,12}){0,3} (?:i|we|he|she|they) (?:all |both |still |now )?share`, `(?:a|is our|is the) team (?:mailbox|inbox|address|email)`,
    `(?:two|three|four|five|six|seven|eight|nine|ten|all|both|several) (?:[a-z]{1,8} )?(?:of us|of them|colleagues|people|persons|reps|drivers|clerks|storekeepers|fitters|teachers|volunteers|lads) (?:[a-z]{1,12} ){0,4}(?:${E_READS}|open|have|log|use|share|look)(?: [a-z]{1,12}){0,5} (?:${E_MAIL}|it|them)`,
    `${E_BOX}(?: [a-z]{1,14}){0,4} (?:all|any|both|two|three|four|five|six|seven|eight|nine|ten) (?:[a-z]{1,8} )?of (?:us|them|the|our)`, `(?:take|takes|taking) turns (?:[a-z]{1,12} ){0,3}(?:${E_MAIL}|it)`,
    `(?:we have|have) all (?:[a-z]{1,8} )?been given one (?:[a-z]{1,12} )?(?:mailbox|inbox|address)`, `whole (?:[a-z]{1,14} )?(?:looks|reads|sees|opens)`,
    `(?:any|each|every|one|all) (?:of )?(?:the |our )?(?:[a-z0-9]{1,12} )?(?:[a-z]{3,12}) (?:may|can|could|might|will) (?:open|read|see|answer) (?:it|this|these|them)`,
    `(?:choir|club|society|band|committee|parish|crew|village hall|village halls|association|depot)(?: own)? (?:box|inbox|mailbox|email)`,
    `(?:this|my) (?:mailbox|inbox|mail|email|address|screen)(?: [a-z]{1,12}){0,5} (?:for everybody|for everyone|for the whole|for all|to the whole|the whole)`,
    `(?:mailbox|inbox|mail|email|address) (?:is|belongs) (?:to |of |for )?(?:the |our )?(?:whole |entire |band|club|society|team|depot|crew|committee|choir|parish)(?:[a-z]{1,12})?`,
    `(?:swap|rota|in turn|by turns|shift wise|shiftwise)(?: [a-z]{1,12}){0,4} (?:${E_MAIL})`, `${E_MAIL}(?: [a-z]{1,12}){0,6} (?:in turn|by turns|on a rota|shift wise)`,
    // In turns, or with a shift.
    `(?:lesen|liest|nutzen|oeffnen|bearbeiten|beantworten) (?:[a-z]{1,14} ){0,6}(?:im wechsel|abwechselnd|reihum|umschichtig)`, '(?:im wechsel|abwechselnd|reihum|umschichtig) (?:[a-z]{1,14} ){0,3}(?:gelesen|geoeffnet|bearbeitet|abgerufen|lesen|oeffnen)',
    '(?:mail|mailbox|inbox|address|account|login) (?:that |which |, which )?(?:i|we) (?:both |all )?share(?! (?:with )?(?:no|nobody|none)(?![a-z]))', '(?:mail|mailbox|inbox|address|emailaddr) (?:is|gets) (?:read|checked|opened|watched) (?:in turns|by turns|by both)', '(?:we|both of us|my [a-z]{3,12} and i) (?:read|check|open|watch) (?:it|this|that|the (?:mail|mailbox|inbox|mails)) (?:in turns?|by turns|alternately)',
  ]],
];
