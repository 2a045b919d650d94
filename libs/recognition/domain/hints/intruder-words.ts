/* The words that the hints about intruders are made of. */

/** What opens the account, also when it is only "the old one". */
export const SECRET = '(passwort|passwoerter*|kennwort|kennwoerter*|passwords?|passcode|pw|login|logins|zugangsdaten|zugaenge*|credentials|pin|merksatz|spickzettel|das (alte|bisherige|vorige|vorherige|davor)|(the|my) (old|previous|last) one)';
/** Where it may be open, stored or written. */
export const DEVICE = '([a-z]{0,12}(handy|laptop|telefon|rechner|tablet|notebook|ipad|iphone|smartphone|stick|geraet|natel|festplatte|chromebook)|phone|mobile|computer|pc|macbook)';
export const PAPER = '(zettel*|notizbuch|notizheft|heft|kalender|taschenkalender|planer|notizen|kladde|ordner|mappe|notebook|diary|planner|notes?|sticky|post it|exercise book|logbook|address book|folder|binder)';
export const BAG = '(tasche|handtasche|aktentasche|rucksack|koffer|geldbeutel|geldboerse|portemonnaie|brieftasche|bag|handbag|briefcase|rucksack|backpack|suitcase|wallet|purse)';
export const NOBODY_KNOWN = '(jemand|irgendjemand|irgendwer|irgendeine[rs]?|wer anders|wer anderes|(ein|eine|einen|einem|den|dem|der) (fremde[rnm]?|unbekannte[rnm]?)|irgendein [a-z]{3,14}|unbekannte|someone|somebody|(a|some|complete|' +
      'total|perfect) stranger|strangers|some (bloke|lad|kid|guy|man|woman|chap|boy|girl|joker|idiot|clown)|whoever|wer auch immer|betrueger|gauner|hacker|hackers|crooks?|fraudsters?|scammers?|pranksters?|(ein|' +
      'der) (scherzbold|spassvogel|witzbold|typ|kerl|unbekannter|schlaumeier))';
/** People around somebody who should not have it. */
export const AROUND = '([a-z]{0,14}(praktikant|azubi|lehrling|geselle|gehilfe|schueler|schuelerin|klasse|kollege|kollegin|kollegen|mitbewohner|mitbewohnerin|nachbar|nachbarin|bruder|schwester|cousin|vetter|neffe|freund|freundin|mann|' +
      'frau|chef|aushilfe|aushilfen|mitarbeiter|mieter|partner|jungs|kumpel|kumpels|hausmeister|stiefvater|onkel|meister|ausbilder|trainer|student|studentin|hiwi|referendar|monteur|teilhaber|kompagnon|sitznachbar|nebenmann|' +
      'banknachbar|putzfrau|reinigungskraft|vertreter|kaeufer|finder|wirt|gast|gaeste|mieterin|knirps|bengel|buben|burschen|maedels|vorgaenger|vertretung|schwager)|ex|[0-9]{1,2}[a-f])';
export const AROUND_EN = '(apprentices?|intern|interns|pupils?|lads?|lad|boys?|girls?|kids|class|colleagues?|flatmates?|housemates?|neighbou?rs?|brother|sister|cousin|nephew|mates?|chap|bloke|guy|fellow|ex|boyfriend|girlfriend|' +
      'husband|wife|students?|temps?|trainee|teenagers?|parent|caretaker|tenant|uncle|stepson|landlord|barman|driver|plumber|electrician|fitter|coach|contractor|salesman|dealer|deckhand|foreman|finder|buyer|volunteer|squad|' +
      'sitter|youngster|youth|toddler|gang|bunch|roommate|classmates?|customer|visitor|cleaner)';
export const CALLER = '(anrufer*|caller|callers|(mann|herr|herrn|typ|frau|dame|stimme|kerl|jemand|techniker|mitarbeiter) am (telefon|apparat|hoerer)|(man|chap|bloke|guy|lady|woman|voice|fellow|someone|somebody|' +
      'gentleman) on the (phone|line|telephone))';
export const SIGN_IN = '(anmeldung|anmeldungen|login|logins|log in|log ins|sign in|sign ins|signin|zugriff|zugriffe|einloggen|access|anmeldeversuch*|loginversuch*|session|sitzung)';
export const ABROAD = '(ausland|abroad|overseas|brasilien|brazil|litauen|lithuania|lettland|latvia|estland|estonia|russland|russia|ukraine|belarus|minsk|moskau|moscow|china|india|indien|indonesi(a|en)|vietnam|thailand|nigeria|lagos|' +
      'ghana|kenia|kenya|marokko|morocco|turkey|tuerkei|istanbul|polen|poland|warschau|warsaw|tschechien|romania|rumaenien|bukarest|bucharest|bulgari(a|en)|sofia|serbi(a|en)|belgrad|belgrade|kroatien|croatia|portugal|lissabon|' +
      'lisbon|spanien|spain|madrid|italien|italy|mailand|milan|frankreich|france|paris|holland|amsterdam|niederlande*|netherlands|belgien|belgium|finnland|finland|norwegen|norway|schweden|sweden|ohio|texas|florida|california|' +
      'kalifornien|usa|amerika|america|kanada|canada|mexiko|mexico|argentinien|argentina|chile|peru|kolumbien|colombia|korea|japan|singapur|singapore|hong kong|hongkong|manila|philippinen|philippines|pakistan|iran|irak|iraq|' +
      'israel|dubai|aegypten|egypt|kairo|cairo|tunesien|kasachstan|kazakhstan|moldawien|moldova|albanien|albania|griechenland|greece|zypern|cyprus|malta|irland|ireland|dublin)';

export const LATELY = '(gestern|vorgestern|neulich|kuerzlich|heute nacht|letzte (nacht|woche)|letzten (montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|am (montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|' +
      'wochenende)|seit (gestern|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|yesterday|last (night|week|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|on (monday|tuesday|wednesday|thursday|' +
      'friday|saturday|sunday)|(over|at) the weekend|this (week|morning)|the other (day|night)|recently)';

export const DONE = '(geaendert|umgestellt|angemeldet|eingeloggt|zugegriffen|bestellt|ausgeliehen|gebucht|heruntergeladen|gezogen|geoeffnet|eingeloest|benutzt|verwendet|storniert|changed|logged in|signed in|accessed|ordered|borrowed|' +
      'booked|downloaded|fetched|opened|redeemed|used|cancelled)';
export const NIGHT = '(nachts|nachtzeit|in der nacht|mitten in der nacht|[a-z]{0,9}tagnacht|in the (small|early) hours|in the middle of the night|(one|two|three|four|five|[1-5]) in the morning|um (eins|zwei|drei|vier|halb (zwei|drei|' +
      'vier|fuenf))|(at|around|about) (1|2|3|4|one|two|three|four|five) am)';

/** A few words on the way. */
export const TO = '(?:[a-z0-9,]{1,16} ){0,4}';
export const NO_MACHINE = '(?!(?:[a-z]{1,16} ){0,2}[a-z]{0,14}(?:browser|rechner|computer|laptop|handy|telefon|tablet|phone|manager|pc|system|portal|programm|program|geraet|device|app|seite|page|kopf|head|hirn|brain|finger|fingers|' +
      'hund|dog|katze|cat|papagei|parrot|tastatur|keyboard|ipad|notebook|tresor|gedaechtnis|memory)(?![a-z]))';
