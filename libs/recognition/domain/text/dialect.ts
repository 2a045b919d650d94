/** How people write what they say, in the regions our portals serve; each as the patterns know it. Folded words. */
const PLAIN: ReadonlyMap<string, string> = new Map(Object.entries({
  nich: 'nicht', fia: 'fuer', neis: 'neues', eich: 'euch', schickts: 'schickt', nei: 'neues', bittschoen: 'bitte', bittschee: 'bitte', schicka: 'schicken', schickn: 'schicken', nit: 'nicht', ned: 'nicht', nedd: 'nicht', nimma: 'nimmer', nimmi: 'nimmer', nemme: 'nimmer', nix: 'nichts', nischt: 'nichts', nuescht: 'nichts',
  weis: 'weiss', woass: 'weiss', woas: 'weiss', wois: 'weiss', woiss: 'weiss', weet: 'weiss', waiss: 'weiss', mei: 'mein', moi: 'mein', mien: 'mein', meim: 'meinem', meinn: 'mein', nen: 'einen', nem: 'einem', ner: 'einer', ne: 'eine',
  hob: 'habe', hoab: 'habe', han: 'habe', heff: 'habe', hett: 'hat', kimm: 'komme', kumm: 'komme', kimmt: 'kommt', kummt: 'kommt', kunnt: 'kann', wia: 'wie', wos: 'was', wat: 'was', dat: 'das', des: 'des', isch: 'ist', iss: 'ist', is: 'is',
  koa: 'kein', koan: 'keinen', koi: 'kein', keen: 'kein', keene: 'keine', kriag: 'kriege', krieg: 'kriege', jetz: 'jetzt', jetzat: 'jetzt', etzt: 'jetzt', nochmol: 'nochmal', nomol: 'nochmal', nomal: 'nochmal', nochma: 'nochmal', mol: 'mal', ma: 'mal', vagessn: 'vergessen', vergessa: 'vergessen', vergeten: 'vergessen', vergesse: 'vergesse',
  schigge: 'schicken', schickt: 'schickt', bidde: 'bitte', bidd: 'bitte', biddschee: 'bitte', passwoat: 'passwort', basswort: 'passwort', kennwoat: 'kennwort', bassword: 'passwort', passwd: 'passwort', pasword: 'password', passwort: 'passwort', emehl: 'email', mehl: 'mehl', plz: 'please', pls: 'please', u: 'you', ur: 'your', thx: 'thanks',
}).filter(([said, plain]) => said !== plain));

/** A folded word as the word lists have it; words of no dialect are left as they are. */
export function plainWord(word: string): string {
  return PLAIN.get(word) ?? word;
}
