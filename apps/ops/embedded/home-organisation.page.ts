import type { Locale } from '#kernel';

const TEXTS = {
  de: {
    title: (name: string) => `Anmelden: ${name}`, demo: 'Anmeldedienst einer Schule in der Demo-Welt. Rekey sieht das Passwort nicht, es erfährt nur, wer sich angemeldet hat.',
    username: 'Benutzername', password: 'Passwort', submit: 'Anmelden', cancel: 'Abbrechen und zurück',
    wrong: 'Benutzername oder Passwort stimmt nicht. Die Anmeldedaten stehen auf der Spielwiese neben dem Postfach.',
    over: 'Diese Anmeldung ist zu Ende. Bitte gehen Sie zur Seite Ihrer Anfrage zurück, und beginnen Sie noch einmal.',
  },
  en: {
    title: (name: string) => `Sign in: ${name}`, demo: 'Sign-in service of a school in the demo world. Rekey does not see the password, it only learns who signed in.',
    username: 'User name', password: 'Password', submit: 'Sign in', cancel: 'Cancel and go back',
    wrong: 'User name or password is not right. The sign-in data are on the playground, beside the mailbox.',
    over: 'This sign-in is over. Please go back to the page of your request and begin again.',
  },
} as const satisfies Record<Locale, object>;

const STYLE = `:root{color-scheme:light}body{font:1.05rem/1.5 system-ui,sans-serif;margin:0;background:#eef2f0;color:#16211c}
main{max-width:26rem;margin:3rem auto;padding:1.5rem;background:#fff;border-top:.4rem solid #14532d;border-radius:.5rem}h1{font-size:1.35rem;margin:0 0 .5rem}
label{display:block;font-weight:600;margin-top:1rem}input{box-sizing:border-box;width:100%;font:inherit;padding:.6rem;border:1px solid #56645d;border-radius:.3rem}
button{font:inherit;width:100%;min-height:2.75rem;margin-top:1rem;border-radius:.3rem;border:1px solid #14532d;background:#14532d;color:#fff}button.plain{background:#fff;color:#14532d}
:focus-visible{outline:3px solid #b45309;outline-offset:2px}.problem{border-left:.3rem solid #b91c1c;padding:.5rem .75rem;background:#fef2f2}@media(max-width:28rem){main{margin:0;border-radius:0}}`;

/** German before English wherever the browser does not say otherwise. */
export function languageOf(accepted = ''): Locale {
  const first = accepted.split(',').map((one) => one.trim().slice(0, 2).toLowerCase()).find((one) => one === 'de' || one === 'en');
  return first === 'en' ? 'en' : 'de';
}

/** The whole page. It shows nothing that somebody typed. */
export function signInPage(locale: Locale, name: string, state: 'asks' | 'wrong' | 'over'): string {
  const texts = TEXTS[locale];
  const title = texts.title(name);
  const problem = state === 'asks' ? '' : `<p class="problem" role="alert" id="problem">${texts[state]}</p>`;
  const described = state === 'wrong' ? ' aria-describedby="problem" aria-invalid="true"' : '';
  const form = `<form method="post"><label for="username">${texts.username}</label><input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" autofocus${described}>
<label for="password">${texts.password}</label><input id="password" name="password" type="password" autocomplete="current-password"${described}>
<button type="submit">${texts.submit}</button><button type="submit" name="cancel" value="yes" class="plain">${texts.cancel}</button></form>`;
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${texts.demo}</p>${problem}${state === 'over' ? '' : form}</main></body></html>`;
}
