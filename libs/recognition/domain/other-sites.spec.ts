import { expect, it } from '@jest/globals';
import { namesOtherSite } from './other-sites.js';

const OURS = ['hilfe@portal.stadtschule.example'];

it.each([
  ['Ich habe es auf stadtschule-update.example eingegeben.', true], ['see www.elsewhere.com/login', true], ['On my.portal-login.de it did not work.', true],
  ['Auf portal.stadtschule.example geht es nicht.', false], ['auf stadtschule.example', false], ['Wir sind schreinerei-ohm.example, Link bitte.', false], ['Mail an a.ohm@anderswo.example', false],
  ['Gestern um 9.15 Uhr, z.B. im Büro.Dann nicht mehr', false], ['', false],
])('%j names another site: %s', (text, isOther) => expect(namesOtherSite(text, 'h.ohm@schreinerei-ohm.example', OURS)).toBe(isOther));
