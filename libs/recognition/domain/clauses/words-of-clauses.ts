import { wordSet } from '../text/word-set.js';

/** Small closed classes of words, folded, by which a clause shows what it does; both languages in one, people mix them. */

/** Begins a new clause; commas do as well. */
export const JOINS = wordSet(`und oder aber weil obwohl sondern denn doch jedoch sodass damit waehrend wobei nachdem bevor dass wenn falls ob
  and or but because although though while whereas since so before when if that`);
/** Asks, wishes or orders, or speaks to us. With one of these a clause is no background. */
export const WISHES = wordSet(`bitte please pls kindly sie ihr ihnen euch euer eure euren you your yours koennt koennten koennen koennte kannst wuerden wuerdet wuerde moechte moechten haette brauche brauch braeuchte
  benoetige wuensche wuenschen bitten erbitte beantrage verlange fordere ersuche bestehe erwarte soll sollen sollt sollten lasst lass let must shall want wants need needs would require request ask asking expect insist demand wish
  could can might`);
/** Somebody else, or more than one. */
export const OTHERS_BY_PRONOUN = wordSet(`er ihm ihn seiner dessen deren man jeder jede jedes jeden jedem alle allen jemand niemand keiner einer mehrere
  he she him her his hers they them their everybody everyone somebody someone anybody anyone nobody others`);
/** The writer with others; harmless only where something befell them. */
export const WE = wordSet('wir uns unser unsere unseren unserem unserer we us our ours');
/** After these stands whom or what a thing is for, whose it is, which way it goes, or who somebody is. */
export const LEADS_TO = wordSet('fuer fuers von vom an als per via durch fur for by as to from gegen with mit zu zum zur');
/** After these stands when, where or why. */
export const WHEN_OR_WHY = wordSet('nach seit vor waehrend wegen trotz beim ueber bis ab mangels dank after since during despite before until throughout following');
/** The same, with another word behind. */
export const WHEN_OR_WHY_TWO = wordSet('due because owing thanks lauter');
/** Having been somewhere or in some state, which is nobody's business. */
export const STATES = wordSet('bin war waren ist sind sei wurde wird werde bins wars sitze sitz sass steh stehe stand lag liege was were am is are been got went fell ging fiel kam kamen came hatte hatten had');
export const I = wordSet('ich i');
export const HAVE = wordSet('habe hab hatte have had ve hob han');
/** Getting and giving: what comes to me may have been another's. */
export const HANDS_OVER = wordSet(`bekommen bekam gekriegt kriege kriegen erhalten erhielt genommen nehme nahm gefunden fand finde gegeben gab gebe uebernommen uebernehme uebernahm behalten gehoert hinterlassen ueberlassen geholt geteilt gelassen benutzt benutzen genutzt nutzen verwendet verwende
  gesagt sagte meinte gemeint gefragt erzaehlt gezeigt zeigte gelesen mitgeteilt geschrieben schrieb geklickt angeklickt eingegeben gerufen angerufen
  get gets got given gave give takes take took taken receive received found find kept keep left use uses used using said says told showed asked wrote read clicked shared`);
/** What people do with a portal for themselves, once they are in. */
export const USES = wordSet(`bestellen order hochladen raufladen herunterladen runterladen laden ansehen anschauen angucken gucken schauen sehen lesen nachlesen ausleihen leihen entleihen buchen reservieren drucken ausdrucken abgeben einreichen ausfuellen vorbereiten lernen ueben nachschauen nachsehen
  heraussuchen raussuchen suchen nachgucken weitermachen weiterlernen weiterarbeiten arbeiten fertigmachen abholen bearbeiten erstellen verlaengern nutzen weiternutzen einsehen aufrufen abspielen streamen durchlesen reinschauen reingucken stoebern
  upload download read watch see view check print submit finish book fetch study prepare revise borrow fill hand browse use`);
/** "I wanted to", "ich muss": before one of the uses. */
export const MEANS_TO = wordSet('wollte will muss musste sollte moechte wuerde want wanted need needed have had going trying about like hoping meant supposed must');
/** Thanks, greetings and excuses: what stands in their clause is of no weight. */
export const COURTESY = wordSet(`gruess gesund pfiat weihnachtsfest weihnachten feiertage danke dank dankeschoen dankend gruss gruesse gruessen gruesst gruessle liebe servus tschuess ciao merci sorry entschuldigung entschuldigt verzeihung wuensche wuenschen schoenen schoenes schoene gott
  thanks thank ta cheers regards greetings apologies pardon wishes appreciated appreciate goodbye`);
/** Adjectives that say whose, to whom or by which way, though their form is that of a manner. */
export const NO_MANNER = wordSet(`telefonisch schriftlich muendlich postalisch elektronisch persoenlich dienstlich privat geschaeftlich beruflich oeffentlich gemeinschaftlich elterlich anderweitig ehemalig vorherig bisherig unbefugt unerlaubt heimlich
  rechtlich gerichtlich polizeilich anwaltlich ehrenamtlich stellvertretend kuenftig zukuenftig gegenseitig wechselseitig abwechselnd kostenpflichtig faelschlich unrechtmaessig widerrechtlich namentlich eigenmaechtig zusaetzlich nachtraeglich endgueltig
  jointly publicly privately verbally formerly previously personally secretly legally anonymously mutually separately family only daily weekly monthly reply apply supply rely fully`);
