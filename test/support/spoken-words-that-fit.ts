import type { Locale } from '#kernel';

/** Of letters: seven words with their hyphens and a digit are 64 signs at most. */
const LENGTHS = { de: { min: 4, max: 8 }, en: { min: 3, max: 8 } } as const satisfies Record<Locale, unknown>;

/** Nobody wants to read these on a paper from an office, or say them at a counter: rude, of violence, fear, illness, death, crime, bodies, drugs, faith, peoples, politics, brands; nor type what is spelled in two ways. Parts of words. */
const NEVER = {
  de: `arsch fick fotz hure nutte wichs schwanz pimmel scheiss scheide kack piss kotz furz popo busen titt brust nackt sex porno erot geil lust zeug trieb schwul lesb gatt
    mord toet tod tot leich sterb starb grab sarg blut wund waffe schuss schoss gewehr bomb granat haubitz krieg schlacht gefecht kampf kaempf armee soldat attent attack massak pogrom
    opfer terror angst furcht grus panik schreck schock gewalt schlag schlug folter hass feind rache droh gefahr alarm katastroph unfall absturz beben brand brann
    krank schmerz krebs tumor seuch virus fieb gift toxi diabet klinik klinis psych symptom syndrom taub blind lahm infar eklig ekel stink gestank dreck urin sauerei spuck hust rheuma angina
    dumm depp trottel idiot irrsinn wahnsinn spinnt doof feig nerv schikan betrug raub dieb straf schuld klag haft knast droge sucht alkohol bier wein whisk rausch
    gott gottes christ jesus maria heilig kirch papst priest pfarr pastor synode synagog moschee muslim juden jiddi bapt allah bibel bibli taufe tauf bete beten predig satan teufel hoell verdamm verflu fluch
    nazi fuehrer neger rass kurd tuerk russ pole poln tschech serb bosn kroat irak iran israel afghan paarung samen$ darm$ partei polit kanzler regier staat leid weiblich verlor verlier versag zerfall elend armut verarm hilflos machtl sinnlos verwais witwe unfug
    arisch gestapo malign kruzifix religi sinnl jammer ^mozart$ ^porsche$ ^samsung$ ^moskau$ ^venedig$ ^ottone$ ^bspw$ ^inkl$ ^wlan$ ^whoo$ ^anfall$ aufstand angriff aufprall
    behaart ^begehrt ^begehren$ besiegt ^erobert$ friedhof ^general$ hirn ^heere$ ^justiz$ ^kapelle$ ^kloster$ kardinal knochen offizier prothes protest radikal reliqui
    sakral segn geweiht sanktion skelett syrisch ^indische$ lettisch finnisch wendisch ^verde$ imperial minister ^mandat$ ^nation patriot republik ^senat ^konsul$ ^dynastie$
    ^elite$ ^teufe$ ^main$ ^train$ ^state$ ^springs$ ^design$ ^class$ ^sorry$ ^touch$ ^trupp$ ritual rituell ^spam$ quatsch ^unfair$ beatmung eruption lawine ^ambulant$
    blockade ^pirate$ ^impfung$ ^genom$ genetik ^bange$ entsetzt ^fett$ dicker ^krumme$ ^rapper$ homepage
    ^briten$ persisch duell festung brigade veteran kandidat landtag theolog hymne anbetung ^arma$ ^branch$ ^question$ kabinett kongress kampagne ^rechte$ ^union$ novize kantate periode genesung
    keuch ^keim skorpion ^gegner$ ^verbot ^gemeine?n?$ ^mailand$ ^blei$ ^gips$ ^nachlass$ hebamme seelisch unwohl unruhe unruhig primitiv ^pavilion$ ^send$ ^rent$ ^pump$ ^robot$ ^domain$ ^wieviel$ ^zuviel$
    messer rakete ^sektion$ allergie ^kater$ ^gummi$ ferkel ^zwerg$ nordisch ^demo$ ^kommune$ ^allianz$ ^basilika$ ^kapit$ ^prob$ ^seitige$ ^opera$ ^volume$ ^simple$ ^fielen$ ^lake$ ^rating$ ^reunion$ ^cafe$`,
  en: `fuck shit crap damn hell ass$ badass slut whore hooker sex nude naked porn rape lust breast boob butt$ anal$ poop pee$ urin urinat fart bra$ panti undi thong groin crotch pelvi genit womb uter ovar sperm semen pregn
    abort fetus condom gay lesb virgin prude seduc sensual erotic unisex nipple thigh abdom bowel colon$ rectal stool hussy tart$ boozy booze drunk alcohol vodka beer drug hangover dope$ stoned stoner
    kill death dead dying undying murder blood bleed corpse grave coffin tomb skull skelet zombie undead mourn funeral suicid gun handgun shoot shot bomb weapon knife dagger stab$ backstab slain slay war$ warfare prewar postwar sword
    poison toxic antitoxic terror horror scary scare scared scarecr scaring dread doom fear panic threat danger peril hazard unsafe harm hurt wound injur pain suffer ache torment tortur abus attack assault explo blast arson pyro wildfire ablaze drown overkill crash disaster
    crime criminal prison jail thief theft steal stole robb fraud defraud slave enslav felon guilt riot rebel thug gang$ mob$ mobster spy$ police parole evil devil demon satan daredev ghost monster creepy creeper villain
    cancer tumor virus antivir plague disease sick illness ill$ fever flu$ cough rash$ itch germ clinic hospital surg infect gangren jaundic parasit maggot flea roach lice leech neurot psych mental crazy insan mad$ lunat depress despair grief hatred hate$ idiot stupid dumb moron egoman
    dirty dirti filth gross trash garbage waste scum slob stink stench smell vomit puke gag$ decay rotten rotting obscen profan vulgar rude$ crude nasty naughty kinky treacher
    islam racis racism god$ godly ungodly holy unholy pray church jesus christ bible nun$ pope$ preach heathen pagan jew$ nazi obes ugly
    bolloc dammit friggin freak buttock bourbon liquor tequila whisk champagne cocktail ^gin$ diarrh steroid prostat ecstasy tobacco morbid hateful horri gruesome ghastly hideous heinous hysteria paranoi nause anguish
    anxi wretch ^woe$ brutal barbar vicious trauma tragic tsunami tornado screech shriek spook creep abyss asthma choke saliva sordid sorcer sinful indict inmate religi priest pious prophet scriptur chapel testament
    fatigue insult ignoran hostil numb$ moan groan odor$ loony weirdo corrupt cruel feud fierce
    ^army$ barrack cannon deaf dwarf dweeb geek nerd kiss ^lick maim noose ^rabid scabb scald smother snort suffoc venom troops smok wines ^doses$ ^tanks$
    mutilat pubic hostage savage crook trespass punish scold slap$ smack coward deport expel foe$ slur strangl stalk divorce widow
    ^aids$ fascis marxis fondling grop arous unclothed undress violat derang imbecil mongrel impoten excret junkie gallows revolver absinth cannab morphin opium mortuar reburial
    bazook ambush blitz dynamit detonat musket shrapnel ^mace$ carnage maraud persecut headsm henchm embezzl smuggl shoplift thieving cathouse gigolo gonad douche neglige jockstrap celib chastit flaccid
    engorg mammar ^autis dyslex epilep diabet polio mumps scurvy chemo embol cataton deliri valium prozac ritalin ibuprof nicotin schnapps sherry amarett liqueur skinhead hunchback lunacy twerp bonehead mooch
    chubby spinster ^mutt$ frickin mortic obituar hemlock buddh yiddish biblic apostl blasphem exorc sabbath ^faith ^temple$ heaven cathedral caucas eskimo siames siber algeri brussel panama democra ^president
    facebook google twitter ebay walmart wikiped xerox nintendo skype ipad iphone itunes ^lego$ xbox kleenex tabasco ^whoo infant teenag vaccin ^medic jealous ^lazy$ ^silly$
    ^aluminum$ ^colou?r ^favou?r ^flavou?r ^harbou?r ^honou?r ^humou?r ^labou?r ^neighbou?r ^jewelry$ ^donut$ ^doughnut$ ^center$ ^meter$ ^liter$ ^fiber$ ^theater$ ^catalog$ ^program$ ^licen[cs]e$ ^practi[cs]e$ ^gr[ae]y$ ^pajamas$ ^yogurt$ ^omelet$ ^airplane$
    ^cider$ nightcap escort ^period$ ^bottom$ beaver ^knob$ ^screw$ crumpet ^hang$ butcher ^diet$ lanky ^straight$ ^polish$ ^turkey$ ^soul$ veteran fortress ^thermos$ ^advis[eo]r$ ^barbecue$ ^dialogue$ ^duffel$ ^inquire$ ^plough$ ^snowplow$ ^sauce$ ^source$`,
} as const satisfies Record<Locale, string>;

/**
 * Which of these words may be part of a spoken password: in their order, each that has only letters a–z, is nothing that nobody wants to say, and neither looks nor
 * sounds like one before it. So a list is well made when it comes out as it went in.
 */
export function spokenWordsThatFit(candidates: readonly string[], locale: Locale): string[] {
  const { min, max } = LENGTHS[locale];
  const never = new RegExp(NEVER[locale].trim().split(/\s+/).join('|'));
  const [fitting, looks, sounds] = [[] as string[], new Map<string, string[]>(), new Set<string>()];
  for (const word of candidates) {
    if (!/^[a-z]+$/.test(word) || word.length < min || word.length > max || never.test(word)) continue;
    const keys = [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
    const sound = soundOf(word, locale);
    if (sounds.has(sound) || keys.some((key) => looks.get(key)?.some((other) => withinOneEdit(word, other)))) continue;
    fitting.push(word);
    sounds.add(sound);
    for (const key of keys) looks.set(key, [...(looks.get(key) ?? []), word]);
  }
  return fitting;
}

/** One letter more, less or other. */
export function withinOneEdit(one: string, other: string): boolean {
  const longer = Math.max(one.length, other.length);
  const shorter = Math.min(one.length, other.length);
  let [front, back] = [0, 0];
  while (front < shorter && one[front] === other[front]) front += 1;
  while (back < shorter - front && one.at(-1 - back) === other.at(-1 - back)) back += 1;
  return longer - front - back <= 1;
}

const SOUNDS: Record<Locale, readonly (readonly [RegExp, string])[]> = {
  de: [[/ph/g, 'f'], [/v/g, 'f'], [/th|dt/g, 't'], [/ck|c(?!h)/g, 'k'], [/tz|z/g, 'ts'], [/x|chs/g, 'ks'], [/qu/g, 'kw'], [/([aeiou])h(?![aeiou])/g, '$1'], [/ie|y/g, 'i'], [/ai|ay|ey/g, 'ei'], [/(.)\1+/g, '$1'], [/d$/, 't'], [/b$/, 'p'], [/g$/, 'k']],
  en: [[/^kn/, 'n'], [/^wr/, 'r'], [/^wh/, 'w'], [/ph/g, 'f'], [/gh/g, ''], [/c(?=[eiy])/g, 's'], [/ck|c(?!h)|qu/g, 'k'], [/z/g, 's'], [/ee|ea|ie|ei|ey/g, 'i'], [/our$|or$|ar$/, 'er'], [/ai|ay/g, 'a'], [/y/g, 'i'], [/(.)\1+/g, '$1'], [/(?<=...)e$/, '']],
};

/** Roughly as it is heard: what two spellings share. */
function soundOf(word: string, locale: Locale): string {
  return SOUNDS[locale].reduce((heard, [from, to]) => heard.replace(from, to), word);
}
