/**
 * The German words of spoken passwords (`password-recipe.ts`), in alphabetical order: 4–8 letters, none written with umlauts, none that looks or sounds like another.
 * They come from the lists that the judge of passwords brings along (zxcvbn-ts: subtitles of OPUS/OpenSubtitles, ODC-BY; Wikipedia) and from the words that recognition
 * knows as harmless; what nobody wants to read on such a paper was taken out (`test/support/spoken-words-that-fit.ts`), names and foreign words too. That everybody can read the list weakens nothing.
 */
export const SPOKEN_WORDS_DE: readonly string[] = `
abende aber abermals abfahrt abgeben abhilfe abitur abkommen ablauf ablegung ablehnte absage absatz absolut absprung abstand abstieg abstrakt absurde abzielen achse acht achtmal achtzehn achtzig adaption
addition additive adern adieu adlig adresse advent affair aggregat ahnen ahnte ahoi akademie akkord akku akteure aktion aktionen aktiv aktuelle akut akzent algebra alias allee allein allergie allesamt allianz
alltag aloe alphabet alpin also altbau alter alternde alterung amateur ambulant ameise amtierte amtlich analog analogie analyse anbau anbetung anbieter anblick andauert andere andermal anfall anfang anfrage
angabe angebaut angebote angelegt angenehm angriff anhand anhebung animiert ankommt anlage anlass anleihe anliegen annahme anregung anrufung anschein ansehen ansicht anstalt anstelle anstiege anstrebt anteil
antenne antike antreten antwort anwesen anzahl anzeigen anzeigt apfel arbeit arbeiter archiv arische arkade arma artefakt arten artikel aspekte atemzug atme atmung atom atomare attribut auch aufbau aufbaute
aufgabe aufgeben aufgrund aufladen auflage aufnahme aufprall aufrecht aufregen aufruf aufrufen aufsatz aufsehen aufsicht aufstand aufstieg auftakt auftrag auftritt aufwand augen ausbauen ausbeute ausblick
ausbruch ausdruck ausfall ausfiel ausflug ausgab ausgaben auskunft ausland ausleihe auslese ausreise ausruhen aussagen aussah aussieht auswahl ausweg auszeit autobahn autonome autor autoren baden bahn bahnhof
baldige balkone ballade banane band bandname bange banken banknote banner barocke base basieren basiert bauern baulich bauphase baureihe baustein baustoff baute bauteile bauweise bauwerk beachten beamten
beatmung bebaute bebauung bedanken bedankt bedarf bedecken bedeckt bedienen bedient bedingen bedingt beeilen beendete befahren befand befasste befindet befragte befreite befunde begaben begabt begabung begehbar
begehren begehrte begehung beginn begonnen begrenzt begriff behaart behebung behielt beiden beigabe beilage beim beinah beiname beispiel beitrag bekam bekannt bekundet beladen beladung belange belegen belegt
belegung belieben beliebig beliebte bemalt bemalung bemerken benutz benutzer bequem beratend berater beratung bereich bereisen bereiste bereits berge bergung bergwerk beruf berufen berufung beruhigt beruht
besagen bescheid beschert besetzen besetzt besiegte besitz besitzer besorgt bestand bestehen besteht bestens bester bestimmt besuch besucher betonen betont betonung betreuen betreut betrifft bevor bewahrte
bewaldet bewegte bewertet bewies bewirkt bewohnen bewohnt bewusst bezirk bezogen biegung bietet bild bildende bildern bildet bildlich bildung billig bindend binnen biologe biotop bisher bislang bitten bittere
blassen blatt blech blei bleiben blick blicken blieb blitze blockade blumen bodens bohnen bohrung bonbons boote borke brachte branch brauche brauen brechung breite breitere bremse brenne brief briefen brigade
brille bringt briten bronze brunnen bspw buslinie butter button chaos chemie chemisch chor class dabei dadurch dagegen daheim daher dahinter damalige damals damit dampf danach daneben dank dankbar darauf darin
darunter dastehen dateien daten datieren datiert datum dauernde dauerte daumen davon dazu deckte defekte dehnen dehnte dehnung dekade demo demut denke denkmal denn dennoch derartig derweil derzeit deshalb
design designer dessen dessert deswegen detail deutet deutlich deutung dezember diagonal dialekt dialog dichter dickere dienen dienende dienst dienstag diente diese dieselbe diesmal diffuse digital dinge direkt
direkten direktor diskette diskrete distanz distrikt diverse division dokument domain dominant doppelt dorf dorthin draht dran drangen drehbuch drehte drehung drei dreieck dreifach dreimal dreizehn dringend
drinnen dritte drittens druck drucken drum dual duell duft dunkles durch durchaus durchweg durfte durst durstig dutzend dynamik dynastie ebene ebenso echtheit ecken eckige effekt effektiv ehemals ehepaar eher
ehrgeiz ehrung eifrig eigene eigentum eignet eignung einatmen eindruck eine einfache einfall eingabe eingang einheit einige einigung einkauf einklang einladen einlage einmal einmalig einnahme einnimmt einreise
einsam einsatz einsetzt einst eintrag eintritt einzel einzelne einzig einzigen eiscreme eiserne eiskalt elegant elektron elemente elfen elite ellbogen empfang empfinde empore emulsion endlich endlose endpunkt
endrunde endspiel energie enkel enorm entdeckt entfernt entgegen entlang entsandt entsetzt entsorgt entstand entweder entwurf enzym epische epoche erbauen erbaut erbauung erbracht erdboden erdkunde ereignet
ereignis erfasste erfinder erfolg erfolgen erfreuen erfreute erfuhr ergebnis ergibt erhabene erhalt erhalten erhebung erhielt erhoben erhoffen erhoffte erholung erkannte erkundet erlangen erlangte erlass
erlassen erlauben erlaubte erlebte erledigt erlernen erlernte erliegen ernannt erneuert erneut erobert erosion erproben erprobt erraten erreicht ersatz erschien ersehnte ersetzt erste erstellt erstens erstere
erstmals erteilte eruption erwachen erwacht erwarte erweist erwerb erwidern erwiesen erwirken erwischt erworben erze erzielen erzielte esel etappe ethik etikett etliche etwa etwaige eurem euro europa ewig
ewigkeit exakt exemplar existenz exklusiv expert experten explizit externe extra extrem fabrik fach fachlich fahrende fahrer fahrrad faktisch faktor fallende falls falsch falscher familie farben farbig farblose
farne fasching fassade fassende fasste fassung favorit fazit februar federung fehlende fehler fehlte feier feiertag feierte felder fenstern ferien ferner ferse fertig fertigen fertigte festland festtag festung
fett feuchte fichte fielen figur figuren fiktive filiale film filmen filmisch filmtage filter finale finanzen findende findet findling fingern finnisch firma flache flagge flame flammen flanke fleisch flexion
floh flurname flut flutung folgen folgende folglich folgte forciert fordern forderte forelle form formale format formell formen formte formular forschen forscht forst fortan fossil fotograf frage fragment
fraktion freie freilich freitags freizeit frequenz freuen fried friedhof frischen frist fuge funde fundort fungiert funktion furche futur galaxien galerie ganze ganzheit gastiert gastwirt geahnt gebacken gebaut
gebe gebiet gebildet gebirge gebogene gebohrt geboren gebote gebracht gebrauch gebunden gedacht gedanke gedeckte gedeutet gedichte gedreht gedruckt geduld geduldig geehrt geeignet geerntet gefallen gefeiert
gefiel geformt gefragt gefreut gegebene gegentor gegenzug geglaubt gegner gegolten gegossen geguckt gehabt gehalten gehen gehende gehirn gehoben gehofft geholfen geht geirrt geistige gekaufte geklappt gekocht
gekommen gekreuzt geladene gelagert gelandet gelangen gelangte gelassen gelaufen gelaunt gelb gelben gelblich gelegene gelegte geleitet gelenken gelenkt gelernt gelesen gelingt gelistet gelobte gelte geltend
geltung gemachte gemalte gemauert gemein gemeinde gemeinen gemeldet gemerkt gemessen gemischt genannt genaue genauere genauso geneigte general generell genesung genetik genial genom genormte genug genutzt
geologe geordnet gepflegt geplant gerade geradezu geratene geregelt gerettet gerieten geringe gerissen geruch gerufene gerundet gesamte gesandt gesang geschah geschaut geschult gesegnet gesehene gesendet gesetz
gesetzes gesetzte gesinnte gespannt gesperrt gespielt gestalt gestapo gestein gestellt gesund gesunken getan geteilt getestet getragen getreide getrennt gewagt gewartet geweiht gewellt gewerke gewichen gewicht
gewidmet gewinn gewiss gewitter gewohnte geworden gezeigt gezielt gilde gilt ging gingen gipfel gipfelte gips giraffe gitarre glaubens gleise gliedert global globe glocke goldene grafisch gramm grenzen griffe
grundlos gruppe gucken haar hafen halbjahr halbrund halbwegs halbzeit halle halt haltung handelt handlung handvoll handwerk handy hanglage hardware harfe harmlose harz hatte haube hauptort hauses haushalt
hebamme hecke heere heft heftig hegen heimisch heimweg heirat hellblau hellere hellste helme herab heraus herbe herkommt herkunft herrscht herum herunter hervor herzlich heute heutige hielt hielten hierauf
hierbei hierher hierin hiermit hiervon hierzu hiesige himmel hinab hinaus hinblick hindurch hinein hingegen hinsehen hinsicht hinter hinteren hinunter hinweg hinweise hinzu hirn hirsche hirte historie hitze
hobby hoffe hoffnung hohe holte homepage homogen honig hufe human hundert hygiene hymne ideal idee ihre ikone immense immer immerhin immerzu immun imperial impfung import impulse imstande indirekt indische
inhaber inhalt inhalten initial inkl inmitten innere innerste innung insekten insel insofern instabil institut intakte integral intensiv interne irgend irgendwo ironie isoliert isotope jacke jahr jahren
jahrgang jammer januar jawohl jedes jedoch jegliche jemals jene jeweils joch joghurt jubeln juckt jugend juhu jungtier juni junior justiz kabel kabinett kaffee kakao kalender kalten kampagne kanal kandidat
kannen kantate kanton kapelle kapitel kardinal karneval karriere kaskade katalog katze kauen kaufte kehrte keime keimung keinem keins keks kennt kenntnis kerne ketchup keuchen keucht keule kindheit kinn
kinofilm klammern klappern klappt klare klarheit klassik klause klavier kleinen kleinere kleinste klemmt klicks klima klingt klirren kloster klugheit knie knochen knolle knospe knoten koffer kolumne komm
kommend kommune kompakt komplett komplex konflikt kongress konisch konkrete konnte konsole konstant konsul kontakte konto kontrast konzept konzern konzerte kopie kopieren kopiert korrekt kosten kostete krabbe
kralle kreative kredite kreide kreieren kreisen kreuz kreuzen kreuzte kreuzung krippe kritik kritiker kritisch krokodil krumme kruzifix kubische kuckuck kugelig kulisse kultur kulturen kunst kuppe kupplung kurs
kurven kurze kurzfilm lachen lackiert lagern lagerte lagerung lagune lake landete landtag landwirt langsam lasen laterne laufe laufend laut lauter lautete lautlos lawine leben lebte lecker leerlauf legale
legende legitim legten lehnt lehrende lehrer lehrgang leihe leihgabe leinwand leisen leiste leitend leiter leitete leitung lenkung lernen lernende lernte leser lesung lesungen lettisch letzten letztere leuchtet
lieber liebste lied liedtext lieferte liegend limonade linear linearen linie lippen lizenz lobt logisch lokale lyrik machbar machte magazin mahnung mailand main maler maligne manchen manchmal mandat mandeln
manga mangel manual manuell mappe markante markiert markt markung massiv material mathe matrose matura maximal maximum medaille medien medizin mega mehr mehrere mehrfach mehrheit mehrmals mehrzahl meinen meinte
meist meisten melden meldete meldung mengen mensch menschen mental merken merkmale messbar messende messung metall metallen metern methode metro metropol milch mineral minimal minimum minister minute mischte
mischung mitglied mithilfe mitsamt mittags mitte mitteln mittig mittlere mittwoch mitunter mitwirkt mobile mochten modell moderat moderne modische modul modular momentan monitore montags montiert morgens mosaik
moskau motion motive motor motoren motto mozart murmeln muse musical musiker musische muskel mussten mutig mutung mystisch mythos nachdem nachher nachlass nachname nachteil nachts nachweis nacken nahezu nahm
nahmen nahrung name namens nannte national nationen natur naturnah nebenbei nebenher nebst negation negative nehme neigte neigung nenne nennung netz netzwerk neubau neue neueste neugier neuheit neujahr neulich
neunmal neunzehn neunzig neustart neutral nicht nieder niedlich niedrige nimmt nirgends nische niveau nochmals nominal nominell norden nordisch nordost nordwest normal normiert normung notar notebook notfalls
notierte notiz notizen novelle november novize nudeln nummer nunmehr nuss nutzbar nutzer nutzte nutzung obere oberhalb oberhaus oberste obigen objekte objektiv oboe obwohl oder offenbar offene offensiv offizier
offline oftmals ohne ohnehin ohren okay oktave oktober oliv online opera operativ operator optimal optional optionen optisch orange ordner ordnete ordnung organ original orion ornament orte ortslage ortsname
ortsteil ortung ostern ottone oval ovalen ozeane paare paarig pakete palette palisade papier paradies parallel park parodie parole partie parzelle passage passend passiert passion passive passwort patent
patriot pause pavilion pendelte perfekt periode persisch personen pfade pfeife pflanzen pflaster pflaume pflegte pforte phasen phrase physik physiker physisch piepsen pigmente piloten pilze pink pionier pirate
piste pixel pizza plakate plakette plantage plante planung platen plus poetisch pokal polar poliert polymer pommes popcorn porsche portal posaune posen position positiv praxis premiere prima primitiv prinzip
private prob proben problem produkte profile prognose programm projekt protein protest prothese provinz prozent prozesse publikum pump punkte pupille putzen pylon pyramide quadrat quartal quartett quasi quatsch
quelle quer question quinte quote radiale radikal radius ragen ragt rahmung rang ranke rapid rapper rasant rathaus rating ratsam raum raumes reaktion reaktive rebsorte rechner rechnete rechte referat regal
regelt regelung region regional register regnet reibung reichste reicht reife reihen reiz reizend reizvoll reklame rekord rektor relation relativ religion reliquie rennen rent republik reserve resonanz respekt
reste restlos resultat retten rettung reunion revision rezepte rezeptor richtete richtig richtung riede riesig riff rituale rituelle robot rodung rohstoff rollen romane rosine rotation rotbuche roten route
routine rucksack ruhende ruhig ruhiger ruhte ruine runden rundlich rundum rundung rutsch rutschen saal safari saga sahne saison saisonal saite sakrale salat saline salze sammelte sammlung samstag samsung samt
sanden sandig sandwich sanft sanieren saniert sanktion satellit satire satzes satzung sauber sauce savanne scanner schaffen schaffte schalen schalter schanze scheinen scheint schema schenkte scherzen schicht
schicke schieden schief schiene schiffe schimmer schirm schlaf schlafen schlauch schlauer schleife schleuse schmale schmeckt schmelze schmiede schnee schneit schnitte schon schonen schonung schranke schreibe
schrieb schrift schulung schuppen schutz schwach schwankt schwebt schweigt schweren sechs sechsmal sechste sechzehn sechzig sediment seeleute seelisch segeln segelte segment segnung sehkraft seien seiner seit
seitdem seither seitige seitlich sektion sekunde selbige selbst selektiv selten seltener seltsam semester seminar senat send sender sendung senior sensible sensoren separate serie serielle server setzen setzte
sich sichern sicherte sichtbar siebten siebzehn siebzig siedelte siedlung siegen siegte siehe signatur signiert silber silberne simpel simple sinfonie singende sinkt sinnlich sinnvoll sitz sitzend skala skelett
skizze skorpion skript sobald sockel sodann sodass soeben sofa sofern sofort software sogar sohle solange solch solcher solid sonate sonde sondern sonnige sonntags sonst sonstige sorgen sorgsam sorgte sorry
sortiert soviel sowas soweit sowie sowieso sowohl soziale spalte spaltete spaltung spam spann spannen spannung sparsam speicher speisen speisung spendete sperre sperrung speziell spiegeln spiel spielen spieltag
spielte spirale spitze spontane sportler sprecher sprengte springs spule stabile stadtrat stadttor staffel stammend stammt stand standort stapel starker starre startend startete state statisch statuen staunen
stausee stecken steckt stehen stehende steht steife steigend steigert steigung steinen steinige stellen stellte stellung steppe sterne stetig stets steuerte stiche stieg stift stifter stiftete stiftung stil
stille stimmen stimmte stimmung stirn stoffe strecke streifen streng strenger stress streuung strich strikt strophe struktur stube student studie studium stufen stunde subjekt substanz substrat suchen summe
sumpfige sung super support surreale symbol symbolik synonym synthese syrisch system szene tabelle tafel tage tagebau tagelang tagung takt talent tanzte tapfer tasche tastatur tasten tatsache taucht taugt
tauschte tausend team technik teich teil teilchen teilen teilige teilnahm teilte teilung teleskop tempo tendenz teppiche termin terminal teuerste teufe text textil themen theologe theorie therme tief tiefen
tiefere tiefste tiere tilgung tinte tipp titan titel toast tochter toleranz tomaten tonnen tore touch touren tournee tourte tragbare tragende train trainer training trat treff treffer trennte trennung trink
tritt trivial trockene trocknen tropfen tropisch trotz trotzdem trugen trupp truthahn tugenden tulpe tunnel turbine turm turnier type typische uhrzeit ulme umbau umbauen umbaute umfasst umfeld umfrage umgang
umgebaut umgeben umgebung umgehend umher umlauf umriss umsetzen umso umsonst umwege umwelt umzug unfair ungenau ungerade ungern union unklar unruhe unruhige unsere unsicher unsinn unter unteren unterste unwohl
uralte urbane urkunde urlaub ursprung vakant variabel variable variante variiert vaters venedig ventile veraltet verbal verband verbaute verben verbinde verbleib verbot verde verdickt verdreht verehren verehrte
verein vereinen vereinte verfasst verfiel verflixt vergab vergeben vergeht vergisst verglast verkehr verlag verlangt verlauf verleger verlegt verleiht vermehrt vermutet vernetzt vernunft verreist versah
versehen versenkt versorgt verstehe versuch verteilt vertieft vertikal vertrag vertritt verwandt verweis verzicht verziert veteran viele vielfach vielfalt vielmals vielmehr vielzahl vier viermal vierte vierung
vierzehn vierzig violett violine virtuell visuell vitamin vitrine volle vollends vollmond volume vorab vorbei vorbild vorder vorderen voreilig vorerst vorfahre vorgabe vorgang vorhin vorjahr vorkommt vorlage
vorliebe vorliegt vorname vorne vornehme vorort vorrunde vorschau vorsicht vorstand vorstufe vorteile vorweg vorwerk vorwurf vulkane waage wachsend wagte wahre wandel wanderer wandern wanderte wandte wangen
waren wartet warum waschen wassers weblink webseite wechsel weichen weide weigerte weiher weisheit weisung weitaus weitere welche welle weltweit wendet wendisch wenige werden werft werk werktag werte wertete
wertung wertvoll wespe westen westlich wetter whoo wichtige wider widmen widmete widmung wiederum wieso wieviel willen windung wirken wirklich wirksam wirkte wirkung wlan woanders wobei wochen wodurch wogegen
woher wohlauf wohnende wohnte wolken wollt wonach woran woraus wovon wozu wuchs wuchsen wurde wurzeln zahl zahlende zahlung zahnarzt zarte zauberei zehn zehnmal zeichnet zeigt zeigten zeile zeitlang zeitlose
zeitnah zeitraum zellen zentrale zentrum zettel ziel zielte ziemlich zieren ziffer zirka zisterne zitat zitiert zitrone zivile zogen zoll zone zoologe zucker zudem zuerst zufall zugang zugriff zugrunde zuhause
zukommen zuladung zulegen zuletzt zumachen zumal zumeist zunahme zunge zunichte zurzeit zusammen zustand zutage zutiefst zuviel zuvor zuweilen zwanzig zwar zweck zweier zweifach zweifel zweifle zweig zweigen
zweimal zweite zweitens zwiebeln zwingend zwingt zwischen zyklisch zyklus zylinder
`.trim().split(/\s+/);
