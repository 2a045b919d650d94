import { rulesFor, type Rule } from './rule.js';

/** What is not for us, and what no person wrote. */
export const OTHER_RULES: readonly Rule[] = [
  ...rulesFor('not-account-related', [
    [6, 'sentence', 'solved'],
    [3, 'sentence', 'thanks solved'],
    [3, 'mail', 'business -pw -login -account -regi -act -link -addr -user -serial'],
    [2, 'sentence', 'business -pw -login -account -regi -act -link -user -serial'],
    [2, 'subject', 'business'],
    [1, 'mail', 'business'],
  ]),
  ...rulesFor('spam', [
    [4, 'sentence', 'advert'],
    [4, 'mail', 'advert'],
    [4, 'subject', 'advert'],
    [5, 'sentence', 'prize'],
    [5, 'mail', 'prize'],
    [4, 'sentence', 'threat'],
    [4, 'mail', 'threat verify'],
    [4, 'mail', 'salute threat|verify|advert|prize'],
    [3, 'mail', 'verify link'],
    [2, 'mail', 'salute'],
    [3, 'subject', 'threat'],
  ]),
  ...rulesFor('auto-reply', [
    [9, 'subject', 'away|receipt'],
    [5, 'sentence', 'away -pw -account'],
    [3, 'mail', 'away -pw -account -link'],
    [6, 'sentence', 'receipt'],
  ]),
  ...rulesFor('bounce', [
    [10, 'subject', 'undelivered'],
    [5, 'sentence', 'undelivered'],
    [4, 'mail', 'undelivered'],
  ]),
];
