import type { DeliveryKind, FoundRecipient } from './report-types.js';

type Verdict = 'hard' | 'soft';

/**
 * What servers say about a refusal, in this order: the first row that fits decides. A full box, a filter or a policy is
 * named before the unknown user, because such refusals often quote "user" or 5.1.1 beside the true reason.
 */
const REASONS: readonly (readonly [name: string, verdict: Verdict, pattern: RegExp])[] = [
  // Microsoft's and cPanel's set phrases for an address that is not there, which also name other things.
  ['unknown user', 'hard', /recipient address rejected: access denied|account or domain may not exist/i],
  ['sender refused', 'soft', /(after|in reply to) mail from/i],
  ['unknown host', 'hard', /(?<![@\w.-])[\w-]+(\.[\w-]+)+ does not exist|(mx or srv|mx) record indicated no smtp|domain (is|was) not reachable/i],
  ['trouble on the way', 'soft', /host not found, try again|procmail|couldn.t create|command died|command output|mailer error|malformed name server|my name was rejected|system error/i],
  ['members only', 'soft', /not (a )?member|google groups|google ?グループ|members? only|only (allowed|subscribers)|awaits moderator|recipient.{0,10} preferences?/i],
  ['no account', 'hard', /(doesn.t|does not) have an? [\w.-]+ account/i],
  ['sender refused', 'soft', />>> mail from:[^>]*>\s*<<< ?5|from: domain is invalid|(sender|from|return|envelope|mfrom)[\w' -]{0,20}(address|domain)?[\w' -]{0,12}(rejected|refused|denied|invalid|not (exist|found|allowed|accepted|valid)|does(n.t| not) (exist|resolve|have)|unknown|blocked|verif)|bad sender|invalid sender|sender (is )?(not|unauth)|<[^<>]*>: sender address|backscatter|domain of sender|unresolvable .{0,20}sender|cannot resolve (your|sender)/i],
  ['mailbox full', 'soft', /(mail ?box|mail ?folder|inbox|account|user|recipient|disk|storage|mail ?drop|maildir|folder)[^.\n]{0,50}\b(full|exceed|over ?quota|too large|quota|too much|size limit|no space|out of storage)|over ?quota|quota (is )?(exceeded|violation|full|limit)|exceed[a-z]* [^.\n]{0,40}(quota|storage|mailbox|allowed size)|disk ?quota|(not enough|insufficient)[^.\n]{0,30}(space|storage|quota)|full mailbox|space not enough|postfach [^.\n]{0,30}voll|no space left|容量|too many messages/i],
  ['switched off', 'soft', /(user|account|mailbox|recipient|address|e-?mail)[^\n]{0,50}\b(disabled|suspend(ed)?|inactive|deactivated|locked|frozen|discontinued|not active|deleted due|expired|blocked)|(disabled|suspended|inactive|deactivated) (user|account|mailbox|recipient|address)|not been collected|not [a-z ]*collected|temporar(il)?y (locked|blocked|unavailable)|on hold|recipient suspend/i],
  ['proof of origin', 'soft', /\b(dmarc|dkim|spf|sender id)\b|authenticat|senderid|starttls|\btls\b|certificate|unauthenticated|\bptr\b|reverse dns|rdns|reverse (lookup|hostname)|cannot find your (reverse )?host ?name|\bhelo\b|\behlo\b|without (a )?(reverse|ptr)|hostname, \[/i],
  ['spam and lists', 'soft', /\bspam|\bube\b|\buce\b|\bbulk\b|black ?list|block ?list|\bdnsbl|\brbl\b|spamhaus|spamcop|reputation|junk|virus|malware|infected|phish|blocked|\bbanned|barracuda|cloudmark|poor rep|bad content|message content|content (rejected|denied|filter)|policy|prohibited|not permitted|not authori[sz]ed|unauthori[sz]ed|greylist|gray-?list|too many|rate limit|throttl|exceeded the (rate|max)|suspicious|mime|attachment|non.?rfc|rfc ?[2-9]\d{3}|rfc ?822 (complian|conform|header)|bare (lf|cr)|duplicate header|multiple from|access denied|access rejected|denied by|administrative|not accepting mail from|restricted|privacy|listed (at|in|by|on) [\w.]+\.[a-z]{2,}/i],
  ['relaying', 'soft', /relay(ing)?[ -]?(access )?(denied|not|prohibited|operation|failed|restrictions)|unable to relay|not (a|an)?.{0,8}(open )?relay|cannot relay|relay(ing)? .{0,30}(denied|reject|permit|allow)|rcpthosts|not a gateway|we don.t (accept|handle) mail for/i],
  ['too large', 'soft', /(message|mail|size|content)[^.\n]{0,40}(too (large|big)|exceed[a-z]*)|exceeds?[^.\n]{0,40}(size|maximum|limit)|size limit|too (big|large)|maximum message size/i],
  ['moved', 'hard', /has moved|no longer (valid|works|uses|employed|available|here|with|at)|address (has )?changed|user not local|please try <|account (is )?closed|(mailbox|user|account) (has been |was )?(removed|deleted|terminated|closed)/i],
  ['takes no mail', 'hard', /null ?mx|does(n.t| not) (accept|receive|take) (any )?(e-?)?mail|domain .{0,30}(accepts|takes) no mail|no mail(s)? accepted for|smtp connection|mail for [^ ]+ loops back/i],
  ['unknown host', 'hard', /(host|domain|server|hostname|dns)( name)?[^.\n]{0,40}(unknown|not found|not exist|couldn.t be found|could not be found|can.?t be found|invalid|unresolv|no(t)? (valid|resolv))|(unknown|no such|invalid|non-?existent|unrouteable|unroutable|illegal) (host|domain|mail domain|destination|address domain)|unrouteable|unroutable mail|nxdomain|(host|domain) \S{1,200} (was )?not found|dns lookup failure|name or service not known|couldn.t find any host|cannot find .{0,30}(host|domain|exchanger)|domain .{0,40}does(n.t| not) exist|no mail exchanger|host not found|unable to resolve|no (valid )?(a|mx|a or mx|mx or a)( dns)? (records?|hosts?)|dns [^.\n]{0,30}(nxdomain|failed to resolve|non-?exist)|bad destination|illegal host/i],
  ['unknown user', 'hard', new RegExp([
    '(user|recipient|mailbox|account|address|addressee|member|person|userid|alias|id|name|customer|local.?part|inbox)( name| \\S+@\\S+| <\\S+>)?[^.\\n]{0,60}\\b(unknown|not (found|exist|recognized|known|listed|available|valid|local|defined|registered)|does(n.?t| not) (exist|have)|do(es)?n.t exist|could ?n.?t be found|could not be found|cannot be found|invalid|not in|no longer exist|is unavailable|unavailable)',
    '(unknown|no such|invalid|bad|non-?existent|undefined|unlisted|unrecogni[sz]ed|illegal|wrong|incorrect|inexistent|nonexisting|not a valid|not a known)( or \\w+)?( \\w+){0,2} (user|recipient|mailbox|account|address|addressee|person|local|alias|userid|name|delivery userid|id|e-?mail)',
    'no (such )?(mailbox|user|account|recipient|address|person)( \\w+)? (here|by (that|this)|with|named|found|available|at)|no ?such ?(user|person|address|mailbox|recipient)|no mailbox|no account|user ?unknown|unknown ?user|not (listed in|our customer|known here|a (valid|known))|(doesn.t|does not) have (an?|any) [\\w. ]+ account|(user|recipient)s? (is |are )?(rejected|unknown)|no valid recipients|address error|bad_recipient|no mail ?box|please check (if|that) (the )?address|recipient (was )?not found|recipnotfound|resolver\\.adr|not (a )?(customer|member) of|not our|is not a user|不明|見つかりません|unknown recipient|unbekannt|existiert nicht|nicht gefunden|ungültig|no existe|inconnu|n.existe pas|desconhecid|couldn.?t be found|wasn.?t found|not recognized|unable to (find|validate|verify)( the)? (user|recipient|address)|user .{0,30}not found|deliver(y)? to .{0,40} (not|un)\\w* (possible|allowed)? ?unknown|address couldn|typos|unneeded spaces',
  ].join('|'), 'i')],
  ['trouble on the way', 'soft', /timed? ?out|time-?out|connect(ion)? (to|refused|reset|lost|dropped|failed|closed|timed)|could not connect|unable to connect|can.t connect|network|unreachable|not respond|no route|temporar|try again|retry|resources|loop|hop count|too many hops|insufficient system|system error|local error|internal error|configuration|lost connection|giving up|delivery time expired|expired|in the queue|service (un|not )available|deferred|mailer|command (died|output)|i\/o error/i],
  ['refused', 'hard', /(recipient )?address rejected|recipient rejected/i],
];

/** RFC 3463: what says that the address itself is wrong. All else may pass. */
const DEAD = /^5\.1\.(0|1|2|3|4|6|10)$|^5\.4\.4$/;
const AFTER_DATA = /in reply to end of data|after end of data|smtp command data|>>> ?(data|\.)\s*<<<(?![\s\S]*need rcpt)|after (the )?data\b/i;
const VAGUE = /^[45]\.(0\.0|5\.0|3\.0)$/;

/** Said of a mail in the queue only; the others also stand in reports of those who gave up. */
const ONLY_A_WARNING = /warning (message )?only|not yet been (delivered|sent)|still (being )?(retried|trying|attempting)|delivery attempts will continue|(has been|is) delayed and is still|^ *message delayed|do not need to resend|not resend your (original )?message|will keep trying|noch nicht (zugestellt|ausgeliefert)|zustellung verzögert|could not send message for past/im;
const STILL_TRYING = /(will|shall) (be )?(continue|keep|retr|try|automatically retry)|still in (the )?queue|has been delayed|delivery (has been |is )?delayed|message delayed|no action is required|verzögert|temporarily deferred|delay(ed)? (delivery|mail)|\(delay\)/i;
const GAVE_UP = /giv(en|e|ing) up|not going to try|permanent(ly)? (fatal )?(error|fail)|failed permanently|no further (delivery )?attempts|been in the queue too long|has failed|could not be delivered within|delivery time expired|returned to (you|sender)|unzustellbar/i;
const ARRIVED = /(successfully|has been|was) (delivered|relayed)|delivery succeeded|successful(ly)? (mail )?deliver/i;

/** Whether words say that the server has not given up yet. */
export function stillTrying(subject: string, text: string): boolean {
  const said = `${subject}\n${text.slice(0, 3_000)}`;
  return ONLY_A_WARNING.test(said) || (!GAVE_UP.test(text) && STILL_TRYING.test(said));
}

/**
 * Hard, soft, or none of both. The server's own words come before its codes: many servers say 5.1.1 for a full box and
 * 5.7.1 for an unknown user. Then the code, then the words around it.
 */
export function judgeKind({ action, status, diagnostic }: FoundRecipient, subject: string, around: string): DeliveryKind {
  if (action === 'delayed' || action === 'expanded') return action;
  if (['delivered', 'relayed', 'deliverable'].includes(action)) return 'delivered';
  if (action === '' && status.startsWith('2.')) return 'delivered';
  if (action === '' && stillTrying(subject, around)) return 'delayed';
  if (action === '' && status === '' && diagnostic === '' && ARRIVED.test(around) && !/not |fail/i.test(around)) return 'delivered';
  const passing = status.startsWith('4.') || (status === '' && /^\D{0,40}\b4[25]\d[ -]/.test(diagnostic));
  if (passing) return 'soft';
  const said = reasonIn(diagnostic);
  // The server took the recipient and refused when it saw the mail: a filter that hides behind "user unknown".
  if (said?.name === 'unknown user' && status !== '5.1.1' && AFTER_DATA.test(`${diagnostic}\n${around}`)) return 'soft';
  if (said) return said.verdict;
  if (status !== '' && !VAGUE.test(status)) return DEAD.test(status) ? 'hard' : 'soft';
  return reasonIn(`${subject}\n${around}`)?.verdict ?? 'soft';
}

function reasonIn(words: string): { name: string; verdict: Verdict } | undefined {
  const plain = words.replace(/https?:\/\/\S+/g, ' ').replace(/\s+/g, ' ').slice(0, 4_000);
  const found = REASONS.find(([, , pattern]) => pattern.test(plain));
  return found && { name: found[0], verdict: found[1] };
}
