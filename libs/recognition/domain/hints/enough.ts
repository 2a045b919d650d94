import type { HintList } from './index.js';

/** At the beginning of a sentence, where German and English put the verb of a question. */
const FIRST = '(?<=(?:^|[.] )(?:(?:und|oder|aber|nur|denn|and|or|but|only|so) )?)';
/** Before what a question is about. */
const ARTICLE = '(der|die|das|den|dem|so ein|so eine[nr]?|ein|eine|mein|meine[nr]?|unser|unsere[nr]?|ihr|ihre|euer|eure|dieser?|diese|dies|alle|damit|dabei|danach|man)';
const LASTS = '(gilt|gelten|gueltig|haelt|halten|haltbar|lebt|leben|bleibt|bleiben|zaehlt|zaehlen|geloescht|erhalten|verfaellt|verfallen|ablaeuft|ablaufen|laeuft|gespeichert|sichtbar|verloren|reicht|genuegt|genuegen|darf|duerfen|mitwandern|' +
  'ungueltig|gesperrt|abgemeldet|fortbesteh*)';

/** How often somebody has tried: more than twice, and then not by chance. */
const OFTEN = '(viermal|fuenfmal|sechsmal|siebenmal|achtmal|neunmal|zehnmal|zigmal|(vier|fuenf|sechs|sieben|acht|zehn) mal)';
const OFTEN_EN = '((three|four|five|six|seven|eight|ten|several|many|a dozen) (different |separate )?times|thrice|(three|four|five|six|seven|eight|ten|several) (different |separate )?(attempts|requests|tries|goes|links|mails|days|mornings|' +
  'evenings))';
const ASKED = '(angefordert|gedrueckt|bestellt|verlangt|geklickt|beantragt|gebeten|angefragt|erbeten|probiert|versucht|zurueckgesetzt|neu gesetzt|anforder*|abgeschickt|ausgeloest|kommen lassen)';
const ASKED_EN = '(asked|requested|pressed|clicked|ordered|tried|pushed|sent for|hit|reset)';
/** What arrives again and again, by number. */
const NTH = '(dritte|vierte|fuenfte|sechste|siebte|achte)[nrms]?';
const NTH_EN = '(third|fourth|fifth|sixth|seventh|eighth)';
const MESSAGE = '([a-z]{0,14}link|[a-z]{0,14}mail|[a-z]{0,12}nachricht|verweis|anforderung|bestellung|bitte|email|message|one|request)';
/** What a page says or does that is broken. */
const FAULT = '((interne[rn]?|internal|schwere[rn]?|unbekannte[rn]?|unknown|unexpected|unerwartete[rn]?) (server )?(fehler|error|problem*|fault)|server ?(error|fehler|feler)|(fehler|error|http|status) (0x[0-9]{2,4}|5[0-9]{2})|5(00|02|03|' +
  '04) (internal|bad|service|gateway|error|fehler)|bad gateway|gateway ?timeout|service unavailable|dienst nicht (erreichbar|verfuegbar)|token not found)';
const BLANK = '((weisse[nrs]?|leere[nrs]?|graue[nrs]?|blanke[nrs]?|schwarze[nrs]?) (flaeche|seite|bild|fenster|blatt|bildschirm|maske|kaestchen)|(white|blank|empty|grey|gray) (white )?(page|screen|window|sheet|square|box))';
const ALWAYS = '(jedes ?mal|jedesmal|immer(?! (?:noch|rot))|staendig|dauernd|stets|bei jedem (versuch|aufruf|klick|mal|link)|nach jedem|every time|each time|always|whenever|every attempt|each attempt|all of them|each (new )?one|every one)';
const EVERYWHERE = '((in|auf|an|mit|bei) (zwei|drei|vier|fuenf|beiden|mehreren|verschiedenen|allen|saemtlichen) (verschiedenen )?(rechnern|browsern|geraeten|handys|computern|telefonen|laptops|pcs)|(in|on|with|across|from) (two|three|four|five|both|' +
  'several|different|all) (different )?(browsers|machines|computers|devices|phones|laptops|pcs)|(whichever|whatever|no matter (which|what)) (computer|machine|browser|device|phone|laptop)|egal (welche[rsnm]?|mit welche[rnm]|' +
  'auf welche[rnm]|an welche[rnm]|in welche[rnm]) (handy|rechner|browser|geraet|computer|telefon))';
/** Machines that read mails before a person does, and what they do to them time after time. */
const MACHINE = '([a-z]{0,20}filter|[a-z]{0,14}gateway|[a-z]{0,12}scanner|[a-z]{0,12}schutz|[a-z]{0,10}waechter|[a-z]{0,10}firewall|[a-z]{0,14}pruefung|[a-z]{0,10}proxy|appliance|sandbox|mailserver|mail server|relay|(spam|mail|security|' +
  'virus) (machine|software|system|guard|robot)|sicherheitssystem|sicherheitssoftware)';
const EATS = '(ersetzt|entfernt|loescht|macht aus|zerlegt|verschluckt|frisst|schluckt|schneidet|blockt|blockiert|verwirft|verbraucht|sperrt|haelt|laesst|wandelt|schreibt|zerstueckelt|strips|rewrites|replaces|removes|deletes|eats|swallows|chews|' +
  'cuts|blocks|turns|wraps|quarantines|refuses|rejects|mangles|bites|breaks|drops|spends|burns)';

/** Things a desk keeps for people, that no link changes or brings. */
const MATTER = '(rechnung*|[a-z]{3,20}rechnung(en)?|bescheinigung*|[a-z]{3,16}bescheinigung|zertifikat*|[a-z]{3,16}schein(e|s)?|bankverbindung|iban|lieferanschrift|anschrift|postanschrift|telefonnummer|handynummer|durchwahl|quittung|mahnung|' +
  'gebuehr*|beitrag*|abo|abonnement|vertrag|lehrvertrag|klasse|kurs|gruppe|verteiler|newsletter|rundbrief|warteliste|termin|vormerkung*|reservierung*|beamer|lehrling|gesell*|azubi|auszubildende[nr]?|kollegin|nachname[nsm]?|' +
  'familienname[nsm]?|stundenplan|entschuldigung|profilbild|filiale|betriebsstaette|geraete?liste|seriennummer|zeugnis*|pruefprotokoll|handbuch|angebot|ersatzteil*|invoices?|receipts?|certificates?|subscription|address (to|from)|' +
  'postcode|post code|bank details|phone number|serial number|surname|second user|calibration|booking|reservation|appointment|slot|loan|fee|fees|quote|manual|mailing list|class list|device list|timetable|contract|apprentices?|course)';
/** Papers of these, which are sent on request. */
const PAPER = '([a-z]{0,20}rechnung(en)?|bescheinigung*|zertifikat*|[a-z]{3,16}schein(e|s)?|quittung|mahnung|lehrvertrag|zeugnis*|pruefprotokoll|handbuch|angebot|newsletter|invoices?|receipts?|certificates?|quote|subscription|manual|timetable|' +
  'bank details|postcode|phone number|serial number)';
/** What a desk is told to do, other than to send, make or reset. */
const ORDER = '(aender[nts]*|berichtig[nt]*|korrigier[ent]*|tragen?|traegt|tragt|streich[ent]*|nehm(en|t)|buch(en|t)|reservier[ent]*|verlaenger[nt]*|stornier[ent]*|loesch[ent]*|sperr(en|t|ts)|entfern[ent]*|ergaenz[ent]*|hinterleg[ent]*|' +
  'verschieb[ent]*|kuendig[ent]*|meld(en|et|ets)(?! (sie )?(sich|euch|mir))|vermerk[ent]*|erfass[ent]*|notier[ent]*|tausch[ent]*|storn[a-z]*|aktualisier[ent]*|verleg(en|t)|wechsel[nt]*)';
const ORDER_EN = '(add|remove|delete|cancel|move|merge|extend|book|reserve|put|switch|raise|attach|close|enter|correct|amend|update|reissue|transfer|take|drop|stop|renew|reserve|enrol|enroll|register|strike|order|swap|tick|block|change(?! (my|the|' +
  'a|it|this) (password|pass word|login password|passcode)))';
/** Not what the writer will do: "then I will go in and book the course". */
const NOT_OWN = '(?<!(?:i|we) (?:will|can|could|would|want|must|need|have|shall|had|like|should|was|am|go|went)(?: [a-z]{1,14}){1,8} )';
/** Said before one thing more. */
const MOREOVER = '(ausserdem|zudem|ferner|des weiteren|desweiteren|weiters|weiterhin bitte|ueberdies|obendrein|zusaetzlich|bei der gelegenheit|bei dieser gelegenheit|bei gelegenheit|im selben zug|im gleichen zug|in einem aufwasch|nebenbei)';

/** Nothing dangerous, but one more link is not what is asked for, or would not help: a question, a second wish, a fault of the page, somebody who is in. */
export const ENOUGH: readonly HintList[] = [
  ['link-not-enough:wants-explanation', [
    '(muss|must|brauche|need) (man|ich|i|one|you) (dafuer |dazu |to )?(wirklich |really |unbedingt )?(take |choose )?(ein|eine|einen|a) (?:[a-z]{1,8} )?(neues|neue|neuen|new one) (nehmen|waehlen|ausdenken|for (it|this|that))', 'von wem denn',
    // How long it lasts, and why it does.
    `(wie lange?|bis wann|ab wann|wie oft|wie viele? (minuten|stunden|tage|versuche))(?! (?:ich|habe|musste)(?![a-z])) __ ${LASTS}`, `(wie lange?|bis wann|ab wann) ${LASTS}`,
    'wie lange? (dauert|dauern|hat|habe ich|haben wir|muss|muessen|darf|kann)', 'how (long|often|many (minutes|hours|days|tries|attempts|times)) (is|are|does|do|will|have i|has|can|may|such|your|the|these|before|it|a|i have to|i get)',
    '(wie|was) _ (fristen?|gueltigkeit|laufzeit) __ (links?|mails?)', '(lifetime of|life span|lifespan|ttl|validity period)',
    // Why something is as it is.
    `(warum|weshalb|wieso|aus welchem grund|woran) ${ARTICLE} __ (gilt|gelten|waren|sind|muss|musste|nur|so|stirbt|verfaellt|ablaeuft|liegt|lag|tot)`,
    '(warum|weshalb|wieso|aus welchem grund|wozu) (gilt|gelten|ist|sind|muss|darf|laeuft|laufen|war|waren|lebt|leben|stirbt|eigentlich|braucht|verlangt|nur|so|hat|haben|geht|funktioniert|steht|kommt|heisst|verfaellt|verfallen)',
    '(woran|wodurch) (liegt|lag|das|so etwas|sowas)', 'why (is|are|was|were|does|do|did|must|should|these|only|so|an)(?! not (work*|it))', 'why (the|a|my) __ (lives?|lasts?|stopped|expires?|expired|dies|died|only|so)', 'how come',
    // Somebody would like to know.
    '(wuesste|wuerde|moechte|wollte|will|haett*) __ (gern*|lieber|nur|bloss|eigentlich|einfach|zuerst|vorher|vorab) _ (wissen|verstehen|erfahren|klaeren)', '(wuesste|wuessten) _ (gern*|nur|vorher|vorab)',
    '(ich|wir) (wuesste|wuessten) (gern*|nur|zu|lediglich|aber|vorher|doch|allerdings)', '(mich|uns) (wuerde?|wuerd|interessiert|beschaeftigt|umtreibt|wundert|treibt) __ (ob|warum|wie|was|wo|woran|wer|wann|welche[rnms]?|weshalb|wieso|ab|aus)',
    '(wuerde?|wuerd) (mich|uns) __ interessieren', '(interessiert|beschaeftigt) (mich|uns)|(mich|uns) (?:(?!fuer)[a-z]{1,12} ){0,4}(interessieren|interessiert|beschaeftigt)|interessehalber|(aus|reine[rn]?|pure[rn]?|blosse[rn]?) neugier(de)?',
    '(auskunft|erklaerung|erlaeuterung|aufklaerung) (genuegt|genuegen|reicht|reichen|waere|wuerde|wird)', '(mir|uns) (genuegt|genuegen|reicht|wuerde) _ (auskunft|antwort|erklaerung)',
    '(nur|bloss|lediglich|allein|noch|nur eine|bloss eine|kleine|einzige|erst eine|vorher eine|vorab eine) (kurze |kleine )?(verstaendnis|neugier|rueck|zwischen|wissens)?frage(?! der)', '(verstaendnis|neugier|zwischen|wissens)frage',
    '(ersuche|dankbar|nur|bloss|lediglich) _ um (auskunft|aufklaerung|erklaerung|erlaeuterung|eine auskunft|eine erklaerung|eine kurze (auskunft|erklaerung))',
    '(erklaeren|erlaeutern|verraten|sagen) (sie|ihr|mir|uns) __ (ob|warum|wie lange|weshalb|wieso|woran|wann)',
    '(should|would) (only |just |simply |first |also |really )?(like|love|prefer) to (know|understand|learn|ask|hear) (first |only |just )?(is |whether|if|why|how|what|when|where|which|something|the|one)',
    '(want|wanted|need|needed|wish|like) (only |just |simply |first )?to (know|understand|learn) __ (whether|if|why|how|what|when|where|which|something|one)',
    '(wonder|wondering|curious) (only |just |though |whether |if )?(why|how|what|whether (it|my)|if (it|my)|where|when|who)(?! (you|i|we) (could|can|would|might|may))', '((could|can|would) you (please )?|please |kindly )(explain|clarify)',
    '(one|only|quick|small|single|out of) (question|curiosity|query)(?! (mark|about my password))', '(tell) (me|us) (first |please |only |just )?(whether|why|how long|what happens|if (the|it|my|this|a|that))',
    `${FIRST}(before|until|unless) (i|we) (do|press|click|use|go|start|open|confirm|try|touch) (it|that|this|anything|on|one|so|the (link|button))`,
    `${FIRST}(bevor|ehe) (ich|wir) _ (druecke|klicke|bestaetige|benutze|nutze|mache|tue|oeffne|bestelle|anforder*|draufklicke|draufdruecke|verwende|setze|zuruecksetze|loslege|anfange)`,
    // Whether something is so.
    `ob ${ARTICLE} __ ${LASTS}`, `ob(?! (?:sie|ihr|du|mir|jemand)(?![a-z])) __ (oder ob|oder nur|oder auch|oder erst|oder schon|oder doch)`,
    'ob (damit|dabei|danach|dadurch|dann|auch|bei ihnen|bei euch|eigentlich|schon|das|es|man|der|die|mein*|unser*) __ (zaehlt|darf|muss|muessen|kann man|bleibt|bleiben|wirkt|genuegt|reicht|verschwindet|verschwinden)(?! (kein|nicht|' +
      'doch)) ?(?![a-z]{1,14} schicken)',
    'whether(?! (?:i (could|can|may|might)|you|we (could|can|may))(?![a-z])) __ (will|would|does|do|counts?|logs?|stays?|keeps?|lasts?|signs?|notified|deleted|lost)',
    'whether (i|we) (can|may|have to|must|need to|should) _ (sign in|use|open|keep|lose|be|log in|tell)', '(or whether|or if it)', '(verliere|verlieren) (ich|wir) (?!(?:nicht|keine))',
    '(can|could|may) (i|we) (use|open) (it|the link|this|one) (also |too |twice |on |from |at |with )', '(darf|kann|koennen|muss) (ich|man|wir) (den|das|ihn|es|so einen) (link|passwort|kennwort|code)? ?(auch|auf|am|im|mehrmals|zweimal)(?![a-z])',
    '(stimmt es , dass|ist es richtig|trifft es zu|ist es normal|ist das normal|is it (normal|true|correct|right)|is (that|this) (normal|right|correct|really|true))', '(was|wie) (bedeutet|heisst) (das|es|diese[rs]?|der)', 'what does __ mean',
    '(difference between|unterschied zwischen)', '(erst|zuerst|vorher|zunaechst|vorab) _ (wissen|erfahren|klaeren|geklaert|verstehen)', '(to|must|should) (know|understand|learn) (it |this |one thing |something )?(first|beforehand|before i)',
    'one thing (first|before)', '(mir|uns) (sagen|erklaeren|verraten|erlaeutern) (, )?(ob|warum|wie lange|wieso|weshalb|woran)', '(tell|explain to|explain) (me|us) (, )?(why|whether|if the|if it|if my|how long|what happens|where the)',
    '(wie|was|wann|wer|welche[rsnm]?|wo|wohin|ob) (?:[a-z]{1,14} ){1,8}eigentlich',
    '(wie|was|wann|wer|welche[rsnm]?|wo|wohin|ob)(?! (?:lautet|heisst|name)(?![a-z])) (?:(?!name|ich|man|heisse)[a-z]{1,14} ){1,8}denn(?! (?:ich|der|die|das|es|heute|gestern|hier))',
    '(wissen|erfahren|verstehen) (, )?(ob|wie lange|warum|wann|wer|welche[rsnm]?)(?! (?:ich|sie|ihr|man)(?![a-z]))', '(to know|to understand|to learn) (if|whether|why|how|when|where|which)(?! (?:i|you|to)(?![a-z]))',
    '(to ask|tell me) (if|whether|why|how long|when|which)(?! (?:i|you|to)(?![a-z]))',
    // Asked straight away.
    `${FIRST}(zaehlt|zaehlen|gilt|gelten|bleibt|bleiben|verfaellt|aendert|besteht|verschwindet|verschwinden|verliere|verlieren|wandern|heisst|werden|erfahren|loescht|zieht|ziehen|brauche ich dafuer|brauche ich dazu|gibt es (?:dafuer|` +
      'hierfuer|vorgaben|regeln|schon|bei (?:ihnen|euch)|eine (?:regel|vorgabe|frist|grenze|liste|vorschrift))|muss ich (dafuer|dazu|danach|dabei|da auch|da meinen?)|muessen wir (da|dafuer|dazu|danach))(?! (?:es|mir|mich|nicht|sie|alle|' +
      'also|im|das|so|uns nur|ihnen das)(?![a-z])) [a-z]{2,}',
    `${FIRST}(heisst|bedeutet|stimmt|reicht) (das|es) (, )?(dass|ob|auch|dann|wirklich)`, `${FIRST}(darf|duerfen) (ein|eine|das|die|der|mein|meine|da) (?!link|mail)[a-z]{2,}`,
    '(zaehlt|gilt|bleibt|reicht|zaehlen|gelten|genuegt) (bei (ihnen|euch)|denn|eigentlich|dann|dafuer|auch) (auch |der |die |das |ein |mein ){1,2}[a-z]{3,} (mit|auch|noch|weiter|aus|dazu|.)',
    `(gilt|gelten|bleibt|bleiben|zaehlt|zaehlen|reicht|genuegt|besteht|aendert sich|verschwindet|verschwinden|darf|duerfen|kommt|ist) (der|die|das|den|ein|mein|meine|unsere|dies) __ (eigentlich|denn|ueberhaupt|auch noch) (?!nicht|kein)`,
    'oder(?! (?:reicht es|geht das|muss ich|ist das|geht es)) (schon|reicht|muss|wird|kommt|zaehlt|bleibt|ist|macht|muessen) (das|es|der|die|da|ich|man|er|sie)(?! (mail|nachricht|link|mich))',
    '(was|wer|wem) (passiert|geschieht|wird aus|vergibt|vergab|entscheidet|legt fest|bekommt|ist zustaendig)', '(kann|koennte) es (denn |eigentlich |vielleicht )?sein (, )?dass (schon|das|der|die|ich|mich|man|ein|bei)',
    '(wo|wie) (finde|finden|erkenne|sehe|erfahre) (ich|wir) (denn|eigentlich|nachher|auf|das|die|den|heraus)',
    '(darf|duerfen|kann|koennen) (ein|eine|man|das|der|die|in) __ (kennwort|passwort|passwoerter|umlaut*|leerzeichen|sonderzeichen|benutzername) __ (sein|haben|enthalten|lang|rein|stehen)',
    `${FIRST}(does|will) (the|it|my|a|an|such|pressing|using|your|opening|clicking|these|one|resetting|activating|they|all|our|anybody|anyone|somebody) [a-z]{2,}`,
    `${FIRST}(is|are) (the|my|an?|opening|our) (?!(?:chance|way|possibility|possible|ok|okay|alright|fine|right|something|one|still|correct|mail|email|link)(?![a-z]))[a-z]{2,}`,
    `${FIRST}would (the|my|our|all|this|these) (?!(?:school|team|office|desk|good))[a-z]{2,} (?!be (?:so|good|kind|able))[a-z]{2,}`, `${FIRST}do (the|my|our|these|they|all) [a-z]{3,14} (?!the)[a-z]{2,}`,
    `${FIRST}(do|will|would|shall) (i|we) (lose|be |still|also|keep|need to (do|tell|change|bring|come|sign))`, `${FIRST}(can|could|may) (i|we) (use|open|keep|choose|take) (it|the|this|one|such|my|that) __ (on|from|with|twice|in|at)(?![a-z])`,
    '(does|will|would|do|is|are) (the|it|my|a|an|this|pressing|using|opening|clicking|a reset|these|our) __ (log (me|her|him|my)|sign (me|my)|throw|count|counted|erase|erased|wipe|wiped|delete|lose|lost|matter|keep|kept|stay good|expire|' +
      'notify|notified|affect|good for)',
    'what (happens(?! next)|becomes of|will happen|would happen|counts|exactly)', `${FIRST}(which|who|when) (of|one is|is|are|does|do|will|number|gives|decides)`, '(is|was) (it|that) the [a-z]{2,20} (number|name|address)? ?or (the|my|our)',
    // In case it ever happens.
    '(?:if|falls|wenn|sollte) (?:i|ich|es) (?:ever|je|jemals|irgendwann|mal wieder) (?:[a-z]{1,12} ){0,4}(?:need|needed|forget|lose|brauche|braeuchte|vergesse|verliere|brauchen|vergessen)', '(?<!knew i )(?:might|may|could|will probably) forget (?:it|my password|the password)(?! over)',
  ]],
  ['link-not-enough:link-already-worked', [
    '(und|dann) (ich )?war (ich )?(auf einmal |ploetzlich |sofort |gleich )?drin', 'and (suddenly |promptly )?(i )?was in(?! (the|a|an|my|no|bed|hospital))',
    // In by another way: then the password is right, and something else is wrong.
    'komme ich (?:[a-z]{1,14} ){0,6}(problemlos|ohne probleme|einwandfrei|anstandslos) (?:[a-z]{1,12} ){0,2}(rein|hinein|ins|in das|an)', '(works|log in|sign in|get in) (?:[a-z]{1,10} ){0,3}(fine|without (any )?(trouble|problem|problems)) (in|on|with) (the |my |a )?(browser|laptop|computer|pc|website|web)',
    // In again.
    '(?<!da )bin (ich )?(nun |jetzt |inzwischen |mittlerweile |laengst |also |ja |doch |wieder |schon |gerade |eben |auch |so |ploetzlich |endlich |bereits |heute ){0,3}(drin|drinnen|eingeloggt|reingekommen|hineingekommen|hereingekommen|' +
      'durchgekommen|angemeldet worden)(?! (gewesen|geblieben|gewesen))(?! ist)',
    '(ich|und|,|[.]) bin (ich )?(nun |jetzt |inzwischen |mittlerweile |laengst |also |ja |doch |wieder |schon |gerade |eben |ploetzlich |endlich ){0,3}angemeldet(?! (als|unter|mit|seit|ueber|bei|fuer|im|in|auf|und))',
    'bin ich (nun |jetzt |inzwischen |also |ja |doch |wieder |gerade |eben |ploetzlich ){1,3}angemeldet(?! (als|unter|mit))',
    '(sitze|stehe|stand|war ich) (ich )?(jetzt |nun |ploetzlich |wieder |doch |sofort |gleich ){0,3}(mittendrin|mitten in (meinem|dem)|drin(?! (gewesen|stand)))',
    '(?<!(?:wie|damit|dann|bis|so|ob|wann|womit|wodurch|irgendwie|dass|wenn) )(komme|komm|kam|kamen) (ich |wir )?(jetzt |nun |inzwischen |doch |sofort |gleich |laengst ){1,3}(wieder |noch )?(rein|hinein|herein|durch)',
    '(hat|hats|haben|hatte) __ (doch |gleich |sofort |wieder )(noch |auch )?(reingelassen|eingelassen|hineingelassen|durchgelassen|angenommen|genommen|geschluckt|akzeptiert|geoeffnet|funktioniert|geklappt|hingehauen)',
    '(liess|laesst) (mich|er mich|es mich|sie mich) (doch|dann|sofort|gleich|wieder|jetzt|nun|ploetzlich|endlich) (doch |wieder |noch )?(rein|hinein|ein|durch|herein)',
    '(nimmt|nahm) (es|er|sie|die seite|das portal) __ (kennwort|passwort) _ (wieder|doch|an)',
    '(neue )?(kennwort|passwort) (ist|wurde|war|steht) (doch |nun |jetzt |schon |bereits |inzwischen ){0,3}(gesetzt|vergeben|angenommen|geaendert|neu gesetzt)(?! (worden )?nicht)',
    '(fiel|faellt|fallen) (es|er|sie|mir|das|ihm|uns)( mir| uns)?(?! (?:nicht|nichts|nie|kein*|partout|nimmer)) __ (wieder |doch )ein(?! (neues|neuer|link))',
    '(ist|sind|war) (es|er|sie|mir|das) (mir )?(doch |wieder |jetzt |gerade |noch |eben ){1,3}eingefallen', '(wieder ?gefunden|wieder aufgetaucht|gefunden) (und|,) (ich )?(bin|konnte|kam|komme) (?!nicht)',
    '(habe|hab|hat|haben) __ (kennwort|passwort|zettel|namen|benutzernamen) __ (wieder ?gefunden|geangelt|ausgegraben)(?! und weggeworfen)',
    // It went after all.
    '(doch|dann doch|nun doch|jetzt doch|endlich|ploetzlich|auf einmal|siehe da) (noch |wieder |von selbst |auch )?(geklappt|funktioniert|gegangen|aufgegangen|gekommen und|angekommen und|geoeffnet|durch|hinbekommen|hineingekommen|' +
      'reingekommen|aufgemacht|gefunden und)',
    '(ging|geht|gehts|klappt|klappte|klappts) (es |er |sie |der |alles |ploetzlich |dann |nun |jetzt |auf einmal ){1,3}(doch|auf anhieb|tadellos|einwandfrei|problemlos)(?! nicht)',
    '(jetzt|nun|seitdem) (geht|gehts|ging|klappt|klappte|laeuft|lief|funktioniert) (es |er |sie )?(doch|wieder|ploetzlich|tadellos)(?! nicht)',
    '(ging|gingen) (die|der|das|er|sie|es)(?! (?:nicht|nichts)) __ (doch |dann |doch noch |sofort |ploetzlich |wieder )auf', 'tuer (dann |doch |ploetzlich ){0,3}(auf|offen)',
    '(und|,) alles (hat )?(klappte|geklappt|klappt|funktioniert|funktionierte|ging)(?! nicht)', '(?<!(?:das|bestaetigung) )hat (gleich |sofort |auf anhieb |prima |wunderbar )?geklappt',
    '(konnte|konnten) (ich|wir) (mich |uns )?(alles |dann |doch |gleich |sofort |wieder |ein neues kennwort |ein neues passwort |das kennwort |das passwort ){1,3}(einrichten|setzen|anmelden|vergeben|festlegen|einloggen|aktivieren)',
    '(arbeite|arbeiten) (ich |wir )?(bereits|laengst|schon wieder|seither|seitdem|inzwischen wieder|laengst wieder)', '(war|lag|kam) (sie|er|es|die mail|die nachricht) (dann |ploetzlich |doch ){0,3}da (und|,) (ich|alles|habe)',
    '(aus eigener kraft|eigenhaendig|selbst|selber|ohne (ihr|euer) zutun) __ (geschafft|erledigt|geloest|abgeschlossen|hinbekommen|wiedergefunden)',
    'bin (ich )?(?:(?!nicht|nie|kaum|noch|kein|immer|sonst|frueher|bisher|zuletzt)[a-z0-9]{1,20} ){0,6}(hineingekommen|reingekommen|hereingekommen|angemeldet worden|eingelassen worden)',
    '(war|bin) ich (?:(?!nicht|nie|kaum|kein)[a-z0-9]{1,20} ){0,3}(auf einmal|ploetzlich|doch|laengst|sofort|ja) (?:[a-z]{1,12} )?drin',
    '(doch|doch noch|nun doch|dann doch) (noch )?(angenommen|aufgemacht|aufgegangen|geoeffnet|vorgeschlagen|eingelassen|reingelassen|angemeldet|erschienen|aufgetaucht|gegolten|eingetroffen|hineingelassen|gegangen|funktioniert|geklappt)',
    '(ging|klappte|funktionierte|oeffnete|lief|tat) (sich |es |er |sie )?(dann |nun |jetzt |eben |aber ){0,2}doch( noch)?(?! (?:nicht|nur|bloss|kein))',
    '(hat|haben|wurde|bin|ist) (?:(?!nicht|nie|kaum|kein|keine)[a-z0-9]{1,20} ){1,6}doch (noch )?(genommen|akzeptiert|erkannt|gemacht|geschafft|getan|gefunden|eingerichtet|durchgelassen|durchgegangen|gemerkt|gewusst|erraten)',
    '(managed|able) to (log|sign|get) (in|on)', '(war|was) (es )?(doch |nur |bloss |only |just )?(die|the) (feststelltaste|caps ?lock|shift key)', '(nicht mehr|no longer) (noetig|notwendig|benoetigt|needed|necessary|required)',
    '(ignorieren|vergessen|streichen|schliessen|loeschen|betrachten) sie (bitte |also |einfach ){0,2}(meine|diese|die|das|meinen) (mail|bitte|anfrage|nachricht|zeilen|ticket|anliegen)',
    '(ziehe|nehme) (ich )?(hiermit |damit |also )?(meine|die) (bitte|anfrage|mail|nachricht) _ zurueck', '(no|keine?) (action|reaktion|antwort|reply|aktion|handlung) (is |ist |mehr )?(needed|required|noetig|necessary|erforderlich)',
    '(turned|turns) out (to be )?(open|working|fine|active)', '(got|get) (back |straight |right )?in (after all|now|with the|this|myself|at last)',
    // "As I write this, it opens": the mail was to be a request and is none any more.
    '(waehrend|indem|kaum) ich (?:[a-z]{1,10} ){0,4}(schreibe|tippe|schrieb|tippte)', 'beim (schreiben|formulieren|verfassen|absenden)', '(while|as|when) (i )?(was |am |were )?(writing|typing|composing) (this|these|it|the|you)',
    'as i (write|type|typed|wrote) (this|these)', '(entwurf) (?:[a-z]{1,10} ){0,4}(trotzdem|liegen|lag|blieb|ab)', '(before|about) (to send|i could send|i sent|hitting send|pressing send) (this|it|my|the|these)?',
    '(funnily enough|lo and behold|o wunder|wie von zauberhand|wie durch ein wunder|by a miracle)', '(danke trotzdem|trotzdem danke|thanks anyway|thank you anyway|trotzdem vielen dank)',
    '(nur zur (info|information)|for your (information|records|info)|zu ihrer kenntnis|der vollstaendigkeit halber|just so you know|nur damit sie)', '(wollte|wollten) (?:[a-z]{1,10} ){0,5}um (?:[a-z]{1,10} ){0,4}bitten',
    '(wanted|meant|going|intended) to (ask|request|beg) (you )?(for )?(another|a new|a fresh|a second|one more)',
    // So nothing is wanted any more.
    '(hat|haette|haben) (sich )?(damit |somit |also |schon |inzwischen |von selbst |eben |gerade ){0,3}(erledigt|ueberholt|geklaert|eingerenkt)', '(bin|bin ich|ist) _ hinfaellig', '(gegenstandslos|entwarnung|fehlalarm|falscher alarm)',
    '(brauche|brauchen|benoetige|braucht) (ich |wir |es )?(also |daher |nun |jetzt |deshalb )?((keinen|nichts|keine) (neuen|neue|mehr|weitere[nsr]?|zweite[nsr]?|link)(?! (?:passwort|kennwort|zugang|benutzer*|registrierung))|' +
      'kein neues mehr|nichts neues)',
    '(brauchen|braucht|muessen|muesst) (sie|ihr|mir) (mir |uns |also |daher ){0,3}(nichts|keinen|keine) __ (schicken|senden|tun|unternehmen|machen|zuschicken)',
    '(schicke?|sende|schick|schreibe?|lasse) __ (trotzdem|dennoch) (ab|raus|weg|los|hinaus)', '(schicke?|schick|schicks|sende) (ich )?(es|sie|ichs|die mail|die zeilen|diese zeilen|das) (halt |nun |eben |jetzt )?(trotzdem|dennoch|so)( ab| los)?',
    '(der hoeflichkeit|der ordnung|ordnung) halber (dennoch|trotzdem|nur)',
    '(wollte|wollten|hatte|war) (ich |wir )?(sie |heute |frueh |gestern )?(schon|eben|gerade|eigentlich) (sie |heute |frueh |eben |schon ){0,2}um _ (bitten|anmahnen|als bitte formuliert|drauf und dran)(?! (sie|ihr|mir|dass|ob))',
    'i (am|now|already|since|happily) (now |already |back |happily |also |just |finally |safely |there and ){0,2}(in (now|and|already|again|after all|at last|,|[.])|inside(?! (the|a|my))|logged (in|on)|signed in)(?! (?:once|only|on the|' +
      'so|with|to|last|as))',
    'i in (now|and|already|[.])', 'thats me in', 'used it , and i in', '(am|got) (straight |right )(in|inside)(?! (the|my|a|time|touch))',
    '(let|lets|letting) (me|us) (straight |right |all |now ){1,2}(in|through)|(let|lets) (me|us) (in|through) (after all|at once|now|this|with|at the|on)',
    '(it|i|all) (went|got|came) (straight |right |clean )through(?! (the|my|our|all|spam|junk))', '(did|done|does) the trick',
    '(worked|works|opened|opens|came|took it|took|let|accepted|went|appeared|arrived|got|found) (it |me |in |up |through |on |my (new )?password ){0,3}after all',
    '(it|that|this|one|link|everything|all) (now |has |just |finally |then |suddenly ){0,3}(works|worked|is working|working) (now|again|fine|at once|perfectly|nicely|first|straight|already|like|after|and|,|this time|of itself)(?! (until|' +
      'for a))',
    '(password|it|name) (just |has )?(came|come) back to (me|my)', '(remembered|found|recalled|guessed) (it|the|my) __ (am|got|let|logged|signed|worked|works|open|opened|could) (in|me|on|at|now|straight|and)',
    '(could|can|able to) (now |then |at last ){0,3}(log|sign|get) (in|on) (at once|again|now|straight|after all|fine|without|already|myself|and)', '(and|,) (there is|there was|is) my name',
    '(now|already) (have|had|has) a (session|new password|fresh password)', 'i (have )?(since |already |now |just ){1,3}(set|chosen|picked|got|found|made|logged|signed)(?! (up|my mind)) __ (password|in|on|inside|it)',
    '(open|opened) (under my name|as if)(?! and (says|said))', '(not|no longer|nothing|no) (need|needed|needs?) (a|another|the|any|to send|sending|more|anything) (new |more |link|one|help|any ?more|now|from|you)*',
    '(disregard|ignore|scrap|withdraw|strike) (my|this) (mail|email|earlier|request|message|first|last|call|above|previous|note|wish|plea)', '(do not|no need to) (bother|send)(?! (it|them|the|me|to) (to|the|a|by))', 'false alarm',
    '(sorted|resolved|solved|fixed|settled) (itself|after all|it myself|by itself)', '(all|now|got it|is|has been) (sorted|resolved|solved)', '(was|were) (just |already ){0,3}(about|going) to (ask|request|beg|write)',
    '(had|have) (just |already ){0,3}drafted', '(send|sending|post|posting) (it|this|these lines) (anyway|all the same|nonetheless)', 'so (nothing|no need) (to|needs?)',
  ]],
  ['link-not-enough:needs-diagnosis', [
    // The fault is not one of this link or this browser.
    '(page|seite|site) (?:[a-z]{1,10} ){0,3}(stays|remains|stayed|remained|bleibt|blieb) (white|blank|empty|weiss|leer)', '(in|with|on) every browser', '(in|mit) jedem browser', 'bei (?:[a-z]{1,14} ){1,3}(kam|kommt|war|ist|erscheint|erschien|steht|stand) (?:[a-z]{1,8} )?(derselbe fehler|der gleiche fehler|dieselbe meldung|die gleiche meldung)', '(same|identical) (error|message|fault) (for|on|with|at) (my|a|the) (?:[a-z]{1,14} ){0,2}(too|brother|sister|colleague|colleagues|wife|husband|neighbou?r)',
    // Asked for again and again, and nothing came; or every one of them died.
    `${OFTEN} __ ${ASKED}`, `${ASKED} __ ${OFTEN}`, `(${OFTEN}|dreimal|drei mal|drei versuche|zweimal) (kam nichts|kamen nichts|(ist |war )?(gar |wieder )?nichts|keine mail)`,
    `(${OFTEN}|dreimal|drei mal|drei versuche) __ (kam|nichts|umsonst|vergeblich) (nichts|gar nichts|da|an|keine*|gekommen|angekommen)`,
    `(auch |schon |bereits |nach |beim |auf ){1,3}(dem |der |die |das |den |ein |eine |mein |meine )?${NTH} (frische[rnm]? |neue[rnm]? )?${MESSAGE}`,
    `(ein|der|die|das) ${NTH} (link|verweis|mail|versuch) (wird|duerfte|aendert|ist|fuehrt|war|zeigt|hilft)`, '(four|five|six|seven|eight|ten|several|a dozen) (different |separate )?(times|requests) (now|already|in|since|over|today|and|,)',
    `${ASKED_EN} (for )?(it |the |a |another |reset |mail |new |one |resend ){0,3}${OFTEN_EN}`, `${ASKED_EN} __ (every (day|morning|evening|hour)|on (three|four|five|several) (different )?days)`,
    `${NTH_EN} (new |fresh |reset |activation ){0,3}(link|${MESSAGE})(?! (letter|form|class|floor|of (january|february|march|april|may|june|july|august|september|october|november|december)))`,
    '(four|five|six|seven|eight) (links|requests|resets|of these)', '(vier|fuenf|sechs|sieben|acht) (anforderungen|verweise|tagen? hintereinander)', '(there have been|i have now had|i now had|had) (three|four|five|six|seven) (of|already|now)',
    '(auch|ebenso) (bei )?(die|den|der) (beiden|zwei|drei|vorigen|anderen|letzten|davor|ersten)(?! (?:(frauen|herren|kollegen))) __ (ungueltig|tot|nicht|nichts|dasselbe|abgelaufen|verbraucht|stand)',
    '(same|again) (with|for) (the|all) (two|three|four|others?) ?(before|earlier|other)?', '(weder|nicht) am (montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag) (noch|und)',
    '(on )?(monday|tuesday|wednesday|thursday|friday) ?(,|and) (again )?(on )?(monday|tuesday|wednesday|thursday|friday|twice|today|once) (,|and|again|today)',
    '(kein|keine|keinen|nicht) (ein )?einzige[rsn]? (an|da|gekommen|angekommen|eingetroffen|link|mail|nachricht|davon)', '(angekommen|eingegangen|eingetroffen|gekommen) ist (nichts|keine*|nicht|kein*|bis heute)',
    '(noch|auch) _ (so|solch)(ein)?e?r? (link|mail) (wird|hilft|bringt|aendert)', '(tried|have|had|with) (three|four|five|six|several) (different )?(links|ones|mails)',
    '(dead|spent|used|tot|verbraucht|eingeloest) (before i (see|touch|click|open|get) (it|them)?|bevor ich|beim ersten (klick|druecken|mal|draufdruecken)|wenn ich (ihn|drankomme|draufdruecke))',
    // The page is broken.
    FAULT, `${ALWAYS} __ (${BLANK}|fehler [0-9]*|error|ungueltig|invalid|nur (ein|eine|zertifikat)|bloss (ein|eine)|wieder (falsch|auf|vor|bei)|same (page|error|message|notice)|die(selbe| gleiche) (meldung|seite|fehlermeldung)|abgelehnt)`,
    `${BLANK} __ (${ALWAYS}|seit|since)`, `(link*|seite|page|fehler*|errors?|weiss*|white|blank|same|dasselbe|speichern|save|button|knopf|abbruch|notice|window|fenster) __ ${EVERYWHERE}`,
    `${EVERYWHERE} __ (link*|seite|page|fehler*|errors?|weiss*|white|blank|same|dasselbe|leer*)`, '(dreht|drehte|rotiert) sich (nur|der|ein|das|bis|endlos|ewig)', '(spinning|turning|spins?) (wheel|ring|circle|forever|for ever|endlessly)',
    '(returned|thrown|jumps?|bounced|throws) (me )?(back )?(to|on|onto) (the )?(start|first page|login|sign in|log in|beginning|same)',
    '(wieder|erneut) (auf|vor|bei|zu|zur) (der|die|dem|das) (anmeldung|anmeldeseite|startseite|anmeldemaske|loginseite|start|login|anfang)',
    '(lande|sitze|stehe|komme) _ wieder (auf|vor|bei|am) __ (anmeldung|anmeldeseite|startseite|anfang|maske|start)', '(endlosschleife|starts (again|over)|from the beginning again)',
    '(button|knopf|schaltflaeche|haken|feld|field) __ (bleibt|stays|remains) __ (grau|grey|gray|leer|empty|red|rot)', '(endet|enden|ends|fails|scheitert) (reproduzierbar|reproducibly|immer|stets|jedesmal|jedes mal|always)',
    'nach (dem )?(klick|speichern|absenden|druecken|eingeben|bestaetigen|weiter) (dreht|kommt|kommen|meldet|erscheint|passiert|steht|zeigt|sagt|bleibt) (?!(eine|die|keine?) (mail|nachricht))',
    '(whenever|on|each time|every time) (i )?(press*|click*|hit*|sav*|submit*) (the |on |save |set |submit |next |it |button ){0,3}(it|the page|i get|nothing happens|there is)',
    '(am|naechsten|jeden) (naechsten )?(morgen|tag) (wieder|ist es|sagt|gilt) (falsch|das|er|sie|es)',
    '(each|every) (new |fresh |single )?(one|link|mail|of them|of the links) _ (opens?|ends?|says?|leads?|shows?|comes?|reach|reache[sd]|arrive[sd]?|was|were|dead|returns)',
    '(all|both|alle|saemtliche) (of them|of these|links|three|four|five|drei|vier|fuenf) (links )?(were|waren|are|sind|end|enden|fuehren|have) __ (same|dead|spent|used|end|ende|fuehren|enden|tot|verbraucht|ungueltig|abgelaufen|invalid|' +
      'expired|fail*)',
    '(frische[rn]?|neue[rn]?|brand new|fresh|new) (link|verweis|mail|one) __ (wieder|schon wieder|instantly|straight away|again) (ungueltig|tot|verbraucht|dead|invalid|spent|leer)',
    'auch (der|die|bei der|beim|den) (neue[nr]?|zweite[nr]?|naechste[nr]?|frische[nr]?|ersatz*) (link |verweis |mail |nachricht )?(fuehrt|zeigt|endet|bringt|meldet|landet)',
    '(landet|gelangt|kommt|erreicht|trifft) (bei mir|bei uns|hier|mich|uns) __ (nie|nichts|keine|gar nichts|gar keine|kein einziger) ',
    '(no|none|not one|nothing) (message|mail|email|mails|word) (of yours|from you|of them) (reach*|arrive*|get*|ever|comes?|came)', 'seit (tagen|wochen|monaten) (gar )?(nichts|keine)(?! (?:gemacht|getan|gegessen|mehr))',
    '(haengt|friert|stuerzt) (sich )?(die seite|das formular|der browser|alles) (?:[a-z]{1,10} ){0,2}(auf|ein|ab)', '(laedt|loads|loading|lade) (nur |und |and |bis |endlos|ewig|forever|for ever)(laedt|loads|endlos|ewig|for ever)?',
    '(five|four|six|seven|fuenf|vier|sechs|sieben) [a-z]{4,14} , (five|four|six|seven|fuenf|vier|sechs|sieben|no|none|zero|keine*)',
    '(fuenf|vier|sechs|sieben|acht) (?:[a-z]{1,14} ){0,7}(anforderungen|links|verweise|bestellungen|mails) (?:[a-z]{1,14} ){0,4}(ohne|ergebnislos|vergeblich|blieben|geblieben|verschwunden)',
    '(fourth|fifth|sixth|seventh|vierte|fuenfte|sechste)[nrs]? (one|link|mail) (?:i|ich|we|wir|that i|in)(?![a-z])', '(fourth|fifth|sixth|seventh) time (?:that )?(i|we) _ (ask*|request*|press*|order*|write|sent)',
    // A machine on the way, or the mails of the whole house.
    `${MACHINE} (?:[a-z]{1,12} ){0,3}${EATS}(?! (?:(ich|wir))) __ (link*|ihre mails?|jede mail|adresse*|alle[sn]?|jede*|ihre[nrms]?|any|anything|each|every|everything|all|yours|them|blue|web|vorab|sofort|seite|verweise?|von aussen|raus|` +
      'vorher|durch|open)',
    `${MACHINE} (nicht )?(laesst|lets?|does not let|do not let|will not let) __ (durch|through|rein|in|herein|zu)`, 'quarantines',
    '(on (the|their|our|a|its) (block|black|deny) ?list|auf (der|die|einer|seiner|unserer) (sperrliste|blockliste|schwarzen liste)|spf|dkim|dmarc|bounced? (back|here|for)|unsigned)',
    '(rejected|blocked|dropped|bounced|verworfen|geblockt|blockiert) (by|since|von|durch|seit|vom|as) (policy|richtlinie|our|unser*)',
    '(provider|anbieter|systemhaus|administrator*|admin|techniker|technician|postmaster|edv|(our|unsere) it|it man|mail firm|hoster|rechenzentrum) (man |abteilung |guy |department |people |desk )?(findet|finden|sieht|sehen|sagt|meint|' +
      'finds?|sees?|says?|tells?|said|told|cannot|can not|hat im)(?! (?:(sie|ihr|ich soll))) __ (mail*|message*|nachricht*|log*|protokoll*|server|trace|nichts|nothing|no|keine*|domain|block*|sperr*|lehnt|kommt|dropped|absender)',
    '(log|logs|protokoll|protokolle|server ?log|logbuch) __ (nichts|no trace|keine|nothing|no entry|leer|kein)', 'no trace of (you*|any|the (mail|message|sender|delivery))',
    '(seit|since) (der|dem|the|our|unserer|unserem|last|letzter|letztem) (umstellung|umzug|wechsel|migration|move|switch|change|mail switch|mail move|serverumzug|mailumstellung|new mail system) __ (nichts|keine*|nothing|no|none|never|' +
      'abgewiesen|nimmt nichts)',
    '(nichts|keine*|nothing|no) __ (seit|since) (der|the|our|unserer|dem) (umstellung|umzug|wechsel|migration|move|switch|mail switch|change)',
    '(nichts|nothing|keine mails?|no mails?|gar keine mail) (mehr )?(von (ihnen|euch|der kammer|draussen|aussen)|from (you|outside|your)) (arriv*|reach*|get*|has|comes?|ever|an|durch|kommt|mehr)',
    '(von (ihnen|euch|ihrer adresse|draussen|der kammer)) __ (nichts|keine|gar nichts|gar keine) (durch|ein|kommt)',
    '((drei|zwei|meinen?|unseren?|allen?|beiden?|die|anderen?) kolleg(en|innen)|keine[rm] von uns|bei uns allen|uns vieren|uns dreien|everyone|everybody|none of us|for all of us|nobody here|klassenkamerad*|classmates|wife tablet|' +
      'corridor|ganzen? klasse) __ (ebenso|auch nichts|auch nicht|ebenfalls|genauso|dasselbe|nichts|same|either|too|neither|grau|eingetroffen)',
    '(nothing|none|no mail|nichts|keine|nix) (ever )?(arrives?|arrived|comes?|came|reach(es|ed)|landet|shows? up|has shown up|turns? up) (either|at all|here|since|me|in any|from)',
    '(have|has) (not|never) (shown up|turned up|arrived|come) either', '(in keinem|in no|in any|in allen|ueberall|in every) (ordner|folder|folders|postfach|nachgesehen|gesucht|geschaut|geguckt) __ (nichts|da|an|leer|nix|nothing|drin|kein*)',
    '(ticket|vorgang|meldung) [0-9]{3,} (hin|hiess|was|wurde|ist)', '(hours|stunden) (after|nach|zu spaet) (it was|they were|verspaetung) ?(made|sent)?',
    '(aendert|change|changes) (daran |da |that |me |us ){0,3}(auch )?(vermutlich |wohl )?(nichts|nothing)',
  ]],
  ['caution:second-wish', [
    // One thing more.
    `${MOREOVER}(?: [a-z0-9]{1,20}){0,6} (brauch*|braeucht*|benoetig*|bitte|moechte*|haette*|haett|wuensch*|fehlt|fehlen|ersuche|${ORDER}|muesste*|sollte*|stell[ent]*|setz[ent]*)(?! (?:ich |wir |um )?(?:einen|ein|eine|den|das) (?:neue*|` +
      'link|passwort|kennwort))',
    `(braeucht*|haette|haett|moechte|bitte|bitten|bitt)(?: [a-z0-9]{1,20}){0,6} ${MOREOVER}`, '(wenn|wo|weil) (sie|ihr|du|s|ich|wir) (schon |gerade |eh |ohnehin ){1,3}(mal )?(dabei|dran|schreibe?|am werk|bei der sache)',
    '(while|since|as|when) (you are|you|i am|i) (already |just )?(at it|there|in there|about it|on it|writing)', '(by the by|moreover|additionally|one more thing|another thing)',
    '(i|we) (would |should )?(also|further|additionally|likewise) (need|want|like|request|require|ask|wish)(?! (a new|the new|another) (link|password))', '(i|we) (would|need|want|should) (also|too|further) (need|want|like|have)',
    '(zwei|zweierlei|2) (bitten|anliegen|wuensche|kleinigkeiten)', '(zweite|zweites|weitere|weiteres|andere|anderes|naechste|naechstes) (bitte|anliegen|anlass|sache|wunsch|ding|punkt)(?! (um|noch))', '(und|,) (noch was|dann noch (was|etwas))',
    `${ORDER} (sie |mir |uns |mich |ihr |s |bitte ){0,3}${MOREOVER}`, `${MOREOVER} (bitte |auch |noch |gleich ){0,2}(die|das|den|der|mein*|unser*|eine?n?)(?! (?:link|passwort|kennwort|mail)) __ ${MATTER}`,
    `${ORDER} (sie |mir |uns |mich |ihr |s |bitte |auch ){1,3}(gleich|obendrein) (?!(?:einen|eine mail|einmal|mal))[a-z]{2,}`, `(dazu|obendrein|gleich|ferner) (noch |auch |bitte |gern ){0,2}(die|das|den|eine|einen|mein*|unser*) ${MATTER}`,
    `(haette?|haett|moechte|braeuchte|wuerde) (ich |wir )?(gern|gerne|auch|noch|dazu) (noch |auch |dazu ){0,2}(die|das|den|eine|einen|mein*|unser*|dass|vom|zwei) (?:(?!neues|neuen|link|passwort|kennwort|mail)[a-z0-9]{1,14} )?${MATTER}`,
    `(please|kindly|also|could you|would you|can you) _ (my|our|the|an?) (?:[a-z0-9]{1,14} ){0,2}${PAPER} (moved|changed|again|as|from|of|for|,|[.])`,
    `(bitte|schicken sie|senden sie|schickt|sendet) _ (mein*|unser*|die|das|den|der|eine?n?) (?:[a-z0-9]{1,14} )?${PAPER} (vom|von|fuer|mit|ueber|noch|auch|auf|ein|aus|um|dazu|als|,|[.])`,
    `${NOT_OWN}and (please |also |kindly )?(add|remove|delete|cancel|move|merge|extend|book|reserve|switch|raise|attach|correct|amend|update|reissue|transfer|renew|enrol|register|strike|tick) (me|us|my|our|the|her|his|that|both|two|one|` +
      'a|an)(?! (?:password|link|account|login))',
    '(und|,|[.]) (bitte )?(tragen|traegt|tragt|streichen|streicht|buchen|bucht|reservieren|verlaengern|verlaengert|stornieren|loeschen|sperren|sperrt|entfernen|ergaenzen|hinterlegen|verschieben|kuendigen|vermerken) (sie|s|uns|mir|mich|' +
      'bitte|den|die|das|mein*|unser*)',
    '(und|,|[.]) (bitte )?(notieren|aendern|aendert|korrigieren|berichtigen|aktualisieren|uebertragen|verknuepfen|zusammenlegen) (sie|s|uns|mir|mich|bitte|den|die|das|mein*|unser*)',
    '(please|could you|can you|would you) also(?! (?:note|check|see|look|try|send (?:it|me a|a|the) ))', 'also (please|kindly|could you|can you)',
    '(auch|gleich) (noch )?(mein*|unser*|die|den|das|eine?n?) (?:[a-z0-9]{1,18} ){1,4}(aendern|eintragen|austragen|streichen|loeschen|freischalten|verlaengern|umstellen|verschieben|anlegen|mitschicken|beilegen|reservieren|korrigieren|' +
      'sperren)',
    // Told to do something with what is kept.
    `${ORDER} (sie|s|ihr|mir|uns|mich)(?! (?:(es|das passwort|das kennwort|mein passwort|mein kennwort|den link|sich|mich zurueck|mir den))) __ (${MATTER}|aus|heraus|raus|herunter|hinzu|mit auf|mit an)`,
    `(bitte|gleich|auch|noch) (mein*|unser*|den|die|das) ${MATTER} __ (aendern|berichtigen|eintragen|streichen|verlaengern|loeschen|sperren|korrigieren|schicken|zusenden|verschieben|umbuchen|freischalten|nach hinten|anpassen|aufteilen|` +
      'aufnehmen)',
    '(tragt|tragen|nehmt|nehmen|setzt|setzen|schreibt|schreiben|meldet|melden|meldets|traegt) (sie |mich |mir |uns |ihr |bitte |gleich |auch ){0,3}(meinen?|meine|unseren?|unsere|den|die|das|mich|uns)(?! (?:(passwort|kennwort|link|zugang|' +
      'konto))) __ (ein|aus|um|heraus|raus|herunter|mit an|mit auf|an die|zurueck auf|auf klasse)',
    '(koennen|koennten|kann|koennt|koennts|wuerden|wuerdet|darf) (sie|ihr|mich|mir|mein*|jemand|uns) __ (umtragen|eintragen|austragen|umsetzen|umbuchen|umstellen|verlaengern|stornieren|loeschen|verschieben|anrufen|zurueckrufen|' +
      'reservieren|abbestellen|umschreiben|nachtragen|verlegen|aufnehmen|umgestellt werden|eingetragen werden|geaendert werden)(?! , (weil|wenn|bevor))',
    `(muesste|muessten|soll|sollen|werden) __ (umgeschrieben|eingetragen|erfasst|umgestellt|abgebucht|umgebucht|geaendert|berichtigt|verlaengert|gestrichen|nachgetragen|storniert) ?(werden)?`,
    '(verlaengerung|streichung|loeschung|stornierung|umbuchung|aufhebung|berichtigung|umschreibung|kuendigung|rueckruf) (meine[rs]?|unsere[rs]?|der|des|von|eine[rs]?)(?! (passwort|kennwort|link|neuen))',
    `(braeuchte|braeucht|haette|haett|wuensche) (ich |wir |gern |gerne |auch |noch |dazu |ein |eine |einen |die |den |das |mein |unser |neue |neuen |zweiten ){0,3}${MATTER}`,
    `${MATTER} __ (braeuchte|haette|brauche|benoetige) (ich|wir) (auch|noch|ausserdem|ebenfalls|gern*|dann|dazu)`,
    '(braeuchte|braucht|braeucht|haette|moechte|brauche) (ich |wir )?(mein*|unser*|ein|eine|einen|den|die) __ (ebenfalls|auch noch|noch dazu|einen eigenen|ein eigenes|extra)',
    '(fehlt|fehlen) (mir |uns |in |noch |seit |auch ){1,3}(der |die |das |den |noch |in |meiner |immer ){0,3}(rechnung|bescheinigung|zertifikat|kursliste|lehrlingsrolle|liste|schein|klasse|rolle|zeugnis)',
    '(12a|klasse|kurs|meine gruppe|mein kurs|meine klasse) (fehlt|ist falsch|stimmt nicht)', '(wechseln|umsteigen) (vom|von|in den|in die) (kurs|klasse|gruppe)|vom kurs _ (in|zu)',
    `(please|kindly|${NOT_OWN}and|also|could you|would you|can you|could someone|can someone) (please |also |kindly |then |just |perhaps ){0,3}${ORDER_EN}(?! (?:it|me (?:a|another)|(?:my|the|a) (?:new )?(?:password|link|reset|activation|` +
      `login)|in touch|a new|another|up with|care|time|a look|a fresh|place|long)(?![a-z])) __ (${MATTER}|list|list|group|class|plant|accounts|users|profile|branch|project*|sensor*|contacts)`,
    '(please|kindly|also|could you|would you|can you|could someone|can someone) (please |also |kindly |then ){0,3}(add|remove|delete|cancel|merge|extend|reserve|raise|attach|amend|reissue|transfer|enrol|enroll|unsubscribe)(?! (?:it|' +
      'me (?:a|another)|(?:my|the|a) (?:new )?(?:password|link|reset|activation|login|message|mail)|another|a new)(?![a-z])) (me|us|my|our|the|a|an|two|three|that|this|[a-z]{3,14}) [a-z0-9]{2,}',
    '(also|please|kindly|and|would you|could you) (also |please |kindly |then ){0,3}(send|post|mail|give|tell|let|show|have) (me |us |over |also |know |along ){0,3}(the|my|our|an?|two|where|when|which|whether|another copy of)(?! (?:(new|' +
      `fresh|link|password|reset|activation|mail|email|other|first|next|same|user ?name))) __ (${MATTER}|notes|form|copy|copies|stickers|kit|list|goes|gone|slip|price|place|levy|sheet|version|firmware|report*|back)`,
    '(also|too|as well) (tell|let) (me|us)|(tell|let) (me|us) (also|too)', `(would|should) (like|love|be glad of) (the|my|our|an?|to have) (new )?${MATTER}`,
    '(i|we|kindly|could|and|would) (also )?(need|want|have|like) (the|our|my|a|an) [a-z0-9 ]{3,30} (moved|changed|reissued|amended|merged|extended|cancelled|removed|corrected|switched|transferred)',
    '(should|to) be (amended|changed|moved|switched|corrected|transferred|merged|cancelled|removed|extended)', '(bills?|billed|charged|invoiced|invoices?) (us|me|twice|to us)',
    '(send|sent|post|posted|putting|put) _ (in the post|by post|as a paper copy|on paper)', '(ring|call|phone) (me|us) (about|back)', '(falsche[nrms]?|wrong) (klasse|gruppe|kurs|class|group|course|invoice|rechnung|anschrift)',
    `(mein mann|meine frau|kollegin|kollege|lehrling|azubi|husband|wife|colleague|apprentice|cousin) [a-z ]{0,20} (brauch*|braeucht*|needs|as a second|down as|as second|own account|eigenen)`,
    '(auf einem datentraeger|als zweitschrift|als abzug|in zweifacher)',
    '(lassen|lasst) (sie )?(mir|uns) (bitte )?(ferner |auch |ausserdem |gleich ){1,3}(die|das|den|eine?n?)(?! (?:(link|neuen|passwort|kennwort|mail))) __ (zukommen|zugehen|schicken)',
    '(bitte|sie) (bestellen|bestellt|melden) __ (newsletter|rundbrief|abo|abonnement) _ ab',
    // Something in the account is wrong, too.
    '(?:also|besides|auch|ausserdem|uebrigens|by the way) (?:,? ?)(?:my|our|the|meine?|unsere?|die|der|das) (?!link|password|passwort|kennwort)(?:[a-z]{2,20} ){1,4}(?:has|have|had|hat|haben|shows?|zeigt|carries|traegt) (?:the |a |den |die |das |eine?n? )?(?:wrong|old|outdated|falsche[nrs]?|alte[nrs]?|veraltete[nrs]?)(?! (?:one|link|password|passwort|kennwort))',
  ]],
];
