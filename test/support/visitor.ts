/** One field of a form as it stands on the page. */
interface Field {
  readonly name: string;
  readonly value: string;
  /** One of several of its name; sent only when it was chosen. */
  readonly isRadio?: boolean;
  readonly isChecked?: boolean;
}

export interface Page {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  /** The page as a person reads it. */
  readonly text: string;
  readonly headers: Headers;
}

/** A browser without JavaScript: keeps cookies, follows redirects, fills in forms. */
export class Visitor {
  readonly #cookies = new Map<string, string>();

  /** @param from whence they come, for an API that trusts the proxy before it */
  constructor(private readonly from?: string) {}

  async opens(url: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Page> {
    return this.#go(url, { method });
  }

  /** Submits the form of the page that has all the given fields, or that goes to `action`: by itself, by one of its buttons, or as its script sends it. */
  async submits(page: Page, values: Record<string, string>, action?: string): Promise<Page> {
    const form = formsOf(page.html).find(({ fields, action: goesTo, buttonsGoTo }) => (action === undefined || goesTo === action || buttonsGoTo.includes(action)) && Object.keys(values).every((name) => fields.some((field) => field.name === name)));
    if (!form) throw new Error(`no form with ${Object.keys(values).join(', ')} on ${page.url}:\n${page.text.slice(0, 800)}`);
    const sent = form.fields.filter(({ name, value, isRadio, isChecked }) => isRadio !== true || (values[name] === undefined ? isChecked === true : values[name] === value));
    const body = new URLSearchParams(sent.map(({ name, value }) => [name, values[name] ?? value]));
    return this.#go(new URL(action ?? (form.action || page.url), page.url).href, {
      method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(page.url).origin },
    });
  }

  /** What a program does that presses every button of a page: each form goes out as it stands there. */
  async pressesEverything(page: Page): Promise<Page[]> {
    const pages: Page[] = [];
    for (const { action } of formsOf(page.html)) pages.push(await this.submits(page, {}, action));
    return pages;
  }

  async #go(url: string, init: RequestInit & { headers?: Record<string, string> }, hops = 0): Promise<Page> {
    const cookie = [...this.#cookies].filter(([, value]) => value !== '').map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { accept: 'text/html', 'accept-language': 'de', ...init.headers, ...(this.from && { 'x-forwarded-for': this.from }), ...(cookie && { cookie }) } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = answer.headers.get('location');
    if (location && hops < 5) return this.#go(new URL(location, url).href, { method: 'GET' }, hops + 1);
    const html = await answer.text();
    return { status: answer.status, url, html, text: textOf(html), headers: answer.headers };
  }
}

function formsOf(html: string): { action: string; buttonsGoTo: string[]; fields: Field[] }[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, attributes = '', inside = '']) => ({
    action: attributeOf(attributes, 'action'),
    buttonsGoTo: [...inside.matchAll(/<button\b([^>]*)>/gi)].map(([, button = '']) => attributeOf(button, 'formaction')).filter(Boolean).concat([...inside.matchAll(/\sdata-key="([^"]+)"/g)].map(([, goesTo = '']) => goesTo)),
    fields: [
      ...[...inside.matchAll(/<input\b([^>]*)>/gi)].map(([, input = '']) => ({ name: attributeOf(input, 'name'), value: attributeOf(input, 'value'), isRadio: attributeOf(input, 'type') === 'radio', isChecked: /\schecked\b/.test(input) })),
      ...[...inside.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/gi)].map(([, area = '', value = '']) => ({ name: attributeOf(area, 'name'), value })),
      ...[...inside.matchAll(/<button\b([^>]*)>/gi)].map(([, button = '']) => ({ name: attributeOf(button, 'name'), value: attributeOf(button, 'value') })),
    ].filter(({ name }) => name !== ''),
  }));
}

function attributeOf(attributes: string, name: string): string {
  return unescape(new RegExp(`(?:^|\\s)${name}="([^"]*)"`, 'i').exec(attributes)?.[1] ?? '');
}

function textOf(html: string): string {
  return unescape(html.replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ').trim();
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&#x27;', "'").replaceAll('&nbsp;', ' ').replaceAll('&amp;', '&');
}
