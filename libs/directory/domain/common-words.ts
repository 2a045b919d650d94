/** What passwords are made of all over the world and in Germany: words, names, places, teams, seasons. Lower case. */
export const COMMON_WORDS: readonly string[] = `
passwort password kennwort passwd pass pwd login logon anmeldung anmelden zugang zugangsdaten benutzer benutzername user username gast guest
admin administrator root master chef boss geheim secret sicher sicherheit security safe privat private test tester testen demo beispiel example
willkommen welcome hallo hello servus moin tschuess start neu new alt old aendern change changeme letmein lassmichrein oeffnen open sesame
computer laptop rechner internet online offline server system windows linux apple samsung google facebook twitter instagram youtube amazon netflix
office outlook microsoft exchange drucker handy telefon iphone android wlan wifi router email mail postfach konto account kunde kunden kundenportal
portal schule school schueler lehrer teacher klasse klasse unterricht hausaufgaben student uni universitaet studium ausbildung azubi pruefung abitur
firma company betrieb arbeit work buero verwaltung behoerde amt rathaus kammer verein mitglied member mitarbeiter personal support helpdesk service
sommer winter herbst fruehling summer autumn spring sonne sonnenschein sunshine mond moon stern sterne stars himmel sky regen schnee wolke
januar februar maerz april mai juni juli august september oktober november dezember january february march june july october december
montag dienstag mittwoch donnerstag freitag samstag sonntag monday tuesday wednesday thursday friday saturday sunday wochenende weekend
liebe love iloveyou ichliebedich schatz schatzi mausi maus hase hasi baby honey darling engel angel prinzessin princess prinz prince koenig king queen
herz heart kuss kiss sexy susi flower blume blumen rose rosen tulpe lilie orchidee jasmin violetta
hund katze dog cat pferd horse affe monkey drache dragon tiger loewe lion baer bear wolf adler eagle falke phoenix delfin dolphin schmetterling butterfly
hamster papagei fisch vogel spinne schlange elefant panda panther jaguar puma cheetah shark hai frosch igel eule
fussball football soccer bundesliga bayern muenchen dortmund borussia schalke hsv werder koeln leverkusen stuttgart gladbach frankfurt hertha union
baseball basketball hockey handball tennis golf volleyball schwimmen laufen rennen fahrrad motorrad yamaha kawasaki harley ducati honda suzuki
mercedes porsche ferrari audi bmw volkswagen golf opel ford toyota mustang corvette lamborghini formel schumacher vettel
berlin hamburg bremen hannover leipzig dresden nuernberg essen duisburg bochum wuppertal bonn mannheim karlsruhe augsburg wiesbaden rostock
london paris newyork madrid barcelona roma milano wien zuerich deutschland germany oesterreich schweiz europa america england france italia
michael thomas andreas peter stefan christian martin daniel alexander sebastian markus matthias frank juergen klaus hans wolfgang werner manfred
anna maria laura julia sarah lisa lena sandra nicole stefanie christina katharina melanie susanne petra sabine monika angelika claudia andrea
jennifer jessica michelle ashley amanda nicole samantha hannah sophie emma mia leon lukas felix jonas paul max maximilian tobias florian philipp
robert david charlie jordan hunter thomas george harley ranger buster killer joshua matthew anthony justin brandon taylor andrew jackson
superman batman spiderman starwars pokemon pikachu naruto minecraft fortnite roblox zelda mario sonic gandalf frodo hobbit matrix terminator
ninja samurai wizard merlin magic shadow ghost devil satan heaven hell jesus christus gott god maria kirche allah buddha
schokolade chocolate cookie kuchen torte pizza pasta bier beer wein wine wodka whisky kaffee coffee banane banana apfel orange kirsche cherry pfeffer pepper
ginger schnitzel kartoffel tomate zucker salz wurst kaese butter erdbeere melone ananas
gold silber silver diamant diamond platin kristall crystal perle rubin smaragd eisen stahl titan feuer fire wasser water erde wind blitz donner thunder
rot blau gruen gelb schwarz weiss lila rosa braun grau red blue green yellow black white purple pink
freiheit freedom frieden peace glueck lucky happy freude spass hoffnung hope leben life traum dream wunder freund freunde friends family familie
mama papa mutter vater mother father oma opa bruder schwester kinder sohn tochter baby
musik music metal rock techno gitarre guitar piano metallica nirvana queen beatles rammstein elvis
access trustno1 whatever nothing nichts keine ahnung egal vergessen forgotten unbekannt niemand nobody default standard temporary temp vorlaeufig initial
super cool toll geil krass mega ultra turbo power energie energy action speed best beste gut schlecht
`.trim().split(/\s+/);

/** Paths over a German or English keyboard, and counting. */
export const KEYBOARD_WALKS: readonly string[] = `
qwertz qwertzu qwertzui qwertzuiop qwerty qwertyu qwertyuiop asdf asdfg asdfgh asdfghj asdfghjk asdfghjkl yxcv yxcvb yxcvbn yxcvbnm zxcv zxcvb zxcvbn zxcvbnm
qazwsx qazwsxedc qayxsw qay wsx edc 1qaz 2wsx 3edc 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6z q1w2e3 q1w2e3r4 qweasd qweasdzxc qweasdyxc poiuytrewq poiuztrewq lkjhgfdsa mnbvcxy
abc abcd abcde abcdef abcdefg abcdefgh abc123 123abc a1b2c3 a1b2c3d4 aa11 aabbcc
123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 987654321 9876543210 654321 54321 4321 321 111111 222222 333333 555555 666666 777777 888888 999999 000000
112233 121212 123123 123321 131313 147258 147258369 159753 789456 789456123 102030 007
`.trim().split(/\s+/);

/** What people put behind a word. */
export const COMMON_ENDINGS: readonly string[] = [
  '1', '2', '3', '7', '11', '12', '13', '22', '23', '69', '77', '88', '99', '00', '01', '007', '111', '123', '321', '666', '777', '1234', '12345', '123456', '1234567890',
  '!', '!!', '!!!', '1!', '12!', '123!', '1234!', '?', '.', '#', '*', '$', '@', '#1', '_1', '-1', '.1', '.123', '_123', '@123', '#123',
  '2020', '2021', '2022', '2023', '2024', '2025', '2026', '2027', '2020!', '2021!', '2022!', '2023!', '2024!', '2025!', '2026!', '2027!',
  '24', '25', '26', '27', '1990', '1995', '2000', '2001', '2005',
];
