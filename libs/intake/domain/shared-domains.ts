/**
 * Registrable domains at which anybody can have a mailbox: free mail and access providers. Their people have nothing in
 * common, so a rush of them is no flood from one place, and only what one sender opens is counted.
 *
 * Our own list, 2026-11-28: the domains that the large providers of the German-speaking countries and of the world give
 * to their customers. A provider that is missing costs little: the portal names it in `authenticity.userDomains`. The npm
 * lists (free-email-domains and the like) have thousands of names, throw-away addresses and misspelt domains among them,
 * with which a flood would be let in.
 */
export const SHARED_DOMAINS: ReadonlySet<string> = new Set([
  // Germany: United Internet, Deutsche Telekom, freenet, Vodafone and what it took over, others
  'gmx.de', 'gmx.net', 'web.de', '1und1.de', 'online.de', 't-online.de', 'magenta.de', 'freenet.de', 'vodafone.de', 'vodafonemail.de', 'arcor.de', 'kabelmail.de', 'unitybox.de', 'o2mail.de', 'o2online.de',
  'posteo.de', 'posteo.net', 'mailbox.org', 'ewetel.net', 'netcologne.de', 'osnanet.de', 'versanet.de', 'alice-dsl.net', 'mail.de', 'email.de',
  // Austria and Switzerland
  'gmx.at', 'a1.net', 'aon.at', 'chello.at', 'gmx.ch', 'bluewin.ch', 'hispeed.ch', 'sunrise.ch', 'bluemail.ch',
  // The world
  'gmail.com', 'googlemail.com', 'outlook.com', 'outlook.de', 'hotmail.com', 'hotmail.de', 'live.com', 'live.de', 'msn.com', 'icloud.com', 'me.com', 'mac.com', 'gmx.com', 'mail.com',
  'yahoo.com', 'yahoo.de', 'yahoo.co.uk', 'yahoo.fr', 'ymail.com', 'aol.com', 'aol.de', 'proton.me', 'protonmail.com', 'pm.me', 'tuta.com', 'tutanota.com', 'tutanota.de', 'fastmail.com', 'zoho.com',
  'yandex.ru', 'yandex.com', 'mail.ru', 'orange.fr', 'wanadoo.fr', 'free.fr', 'laposte.net', 'libero.it', 'wp.pl', 'o2.pl', 'onet.pl', 'interia.pl', 'seznam.cz', 'abv.bg', 'ukr.net', 'qq.com', '163.com',
  'comcast.net', 'att.net', 'verizon.net', 'btinternet.com',
]);
