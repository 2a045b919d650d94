import type { Locale } from '#kernel';
import type { PortalProfile } from '#portals';
import { html, type Html } from '../frame/html.js';
import { field, type FieldProblem } from '../frame/parts.js';
import { TEXTS } from './texts.js';

/** Which sentence belongs to an objection of the password policy. */
const OBJECTION_TEXTS: Readonly<Record<string, keyof (typeof TEXTS)['de']['objections']>> = {
  'too-short': 'too-short', 'too-long': 'too-long', 'too-common': 'common', 'contains-own-name': 'own-name', 'contains-organisation-word': 'organisation-word', 'too-guessable': 'guessable', 'too-few-classes': 'classes', reused: 'reused', 'not-taken': 'not-taken',
};

/** The policy in words, said before anything is typed. */
export function policyBox(locale: Locale, { minLength, classes }: PortalProfile['passwordPolicy']): Html {
  const texts = TEXTS[locale].recover;
  return html`<section class="policy" id="policy"><h2>${texts.policy}</h2>
<ul data-help data-length="${minLength}" data-met=" ✓"><li data-rule="length">${texts.minLength(minLength)}<span aria-hidden="true"></span></li>${classes > 1 && html`<li>${texts.classes(classes)}</li>`}<li>${texts.notCommon}</li><li>${texts.notGuessable}</li><li data-rule="repeat">${texts.twice}<span aria-hidden="true"></span></li></ul>
<p class="hint">${texts.longIsGood}</p></section>`;
}

/** What was typed, when the person asked to see it (R21). */
export interface Typed {
  readonly password: string;
  readonly repeat: string;
}

/** New password, twice. */
export function passwordFields(locale: Locale, problems: readonly FieldProblem[], shown?: Typed): Html {
  const texts = TEXTS[locale].recover;
  const type = shown ? 'text' : 'password';
  return html`${field({ id: 'password', label: texts.password, type, value: shown?.password, autocomplete: 'new-password', maxLength: 1024, describedBy: 'policy' }, problems)}
${field({ id: 'repeat', label: texts.repeat, type, value: shown?.repeat, autocomplete: 'new-password', maxLength: 1024 }, problems)}`;
}

/** Shows or hides what was typed without script: the form comes back with the fields as text. Never the first button, which Enter presses. */
export function showButton(locale: Locale, path: string, shown: boolean): Html {
  const texts = TEXTS[locale].recover;
  return html`<button type="submit" class="plain" formaction="${path}?${shown ? 'hide' : 'show'}=1">${shown ? texts.hide : texts.show}</button>`;
}

/** Objections to a password in sentences, beside the field that they are about. */
export function objectionProblems(locale: Locale, codes: readonly string[], { minLength, classes }: PortalProfile['passwordPolicy']): FieldProblem[] {
  const { objections, recover } = TEXTS[locale];
  const asked = `${recover.policy} ${recover.minLength(minLength)}`;
  return codes.map((code) => {
    const text = objections[OBJECTION_TEXTS[code.split(':')[0]!] ?? 'other'];
    // The directory does not say what it lacks: what the portal asks for is the least.
    const rest = code.startsWith('too-short') ? ` ${asked}.` : code === 'not-taken' ? ` ${asked}${classes > 1 ? `, ${recover.classes(classes)}` : ''}.` : '';
    return { field: 'password', text: `${text}${rest}` };
  });
}

/** What can be said before anybody is asked: nothing typed, or not the same twice. */
export function typingProblems(locale: Locale, { password, repeat }: Typed): FieldProblem[] {
  const { objections } = TEXTS[locale];
  if (password === '') return [{ field: 'password', text: objections.missing }];
  return password === repeat ? [] : [{ field: 'repeat', text: objections.differs }];
}
