import { createHash } from 'node:crypto';

/**
 * Solves the puzzle of a form while the person types. Without script, or without the browser's hashing, the page says how else.
 * It begins once the page is there, and hashes in handfuls: one after the other kept a busy machine from showing the page at all.
 */
const PROOF = `
const box = document.querySelector('[data-puzzle]');
const HANDFUL = 200;
const say = (state) => { for (const line of box.querySelectorAll('[data-state]')) line.hidden = line.dataset.state !== state; };
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
async function solve() {
  const puzzle = JSON.parse(box.dataset.puzzle);
  const words = new TextEncoder();
  const hashOf = async (number) => hex(await crypto.subtle.digest('SHA-256', words.encode(puzzle.salt + number)));
  for (let first = 0; first <= puzzle.maxnumber; first += HANDFUL) {
    const hashes = await Promise.all(Array.from({ length: Math.min(HANDFUL, puzzle.maxnumber + 1 - first) }, (_, at) => hashOf(first + at)));
    const at = hashes.indexOf(puzzle.challenge);
    if (at !== -1) {
      box.querySelector('input').value = btoa(JSON.stringify({ algorithm: puzzle.algorithm, challenge: puzzle.challenge, number: first + at, salt: puzzle.salt, signature: puzzle.signature }));
      return say('done');
    }
    await new Promise((then) => setTimeout(then));
  }
  throw new Error('no solution');
}
function begin() { say('busy'); solve().catch(() => say('failed')); }
if (box && document.readyState === 'complete') begin();
else if (box) addEventListener('load', begin);
`.trim();

/** Says while typing what still keeps a password from being taken. The server decides; this only saves a round trip. */
const PASSWORD_HELP = `
const [first, second] = [document.querySelector('#password'), document.querySelector('#repeat')];
const help = document.querySelector('[data-help]');
const mark = (name, isMet) => {
  const line = help.querySelector('[data-rule="' + name + '"]');
  if (line) { line.dataset.met = isMet ? 'yes' : 'no'; line.querySelector('span').textContent = isMet ? help.dataset.met : ''; }
};
const look = () => {
  const typed = first.value.normalize('NFC');
  mark('length', [...typed.normalize('NFKC')].length >= Number(help.dataset.length));
  mark('repeat', typed !== '' && typed === second.value.normalize('NFC'));
};
if (first && second && help) { for (const one of [first, second]) one.addEventListener('input', look); look(); }
`.trim();

/**
 * Has a sign-in key answer for one form (WebAuthn `get()`): the server is asked what the key shall sign, what it signed goes along
 * with the form. What the server says no to, it says on the page that comes back.
 */
const SIGN_IN_KEY = `
const box = document.querySelector('[data-key]');
const [says, button] = box ? [box.querySelector('[data-says]'), box.querySelector('[data-ask]')] : [];
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
async function ask(form) {
  const answer = await fetch(box.dataset.key, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { accept: 'application/json' } });
  const said = await answer.json();
  if (!said.options) { says.textContent = said.problem; const where = said.field && document.getElementById(said.field); if (where) where.focus(); return; }
  says.textContent = box.dataset.asks;
  const { options } = said;
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: options.allowCredentials.map((one) => ({ ...one, id: bytes(one.id) })) };
  const { rawId, response } = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  const signed = { clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature), ...(userHandle && userHandle.byteLength ? { userHandle: text(userHandle) } : {}) };
  form.elements.key.value = JSON.stringify({ token: said.token, answer: { id: text(rawId), response: signed } });
  form.submit();
}
if (box && window.isSecureContext && 'PublicKeyCredential' in window) {
  button.hidden = false;
  says.textContent = '';
  button.addEventListener('click', () => {
    button.disabled = true;
    ask(button.form).catch(() => { says.textContent = box.dataset.failed; }).finally(() => { button.disabled = false; });
  });
} else if (box) says.textContent = box.dataset.away;
`.trim();

/** Copies the field above the button, and says so; where the browser does not let it, the field is selected. The secret goes nowhere else. */
const COPY = `
for (const line of document.querySelectorAll('[data-copy]')) {
  const [button, says, field] = [line.querySelector('button'), line.querySelector('[role=status]'), line.parentElement.querySelector('input')];
  const byHand = () => { field.focus(); field.select(); return document.execCommand('copy'); };
  button.hidden = false;
  button.addEventListener('click', async () => {
    const isDone = await (navigator.clipboard ? navigator.clipboard.writeText(field.value).then(() => true, byHand) : byHand());
    says.textContent = isDone ? line.dataset.copy : line.dataset.copyFailed;
  });
}
`.trim();

const pathOf = (name: string, script: string): string => `/page-assets/${name}-${createHash('sha256').update(script).digest('hex').slice(0, 16)}.js`;

export const PROOF_PATH = pathOf('proof', PROOF);
export const PASSWORD_HELP_PATH = pathOf('password', PASSWORD_HELP);
export const COPY_PATH = pathOf('copy', COPY);
export const SIGN_IN_KEY_PATH = pathOf('sign-in-key', SIGN_IN_KEY);

/** By the path under which each is served; it changes with the content. */
export const PAGE_SCRIPTS: Readonly<Record<string, string>> = { [PROOF_PATH]: PROOF, [PASSWORD_HELP_PATH]: PASSWORD_HELP, [SIGN_IN_KEY_PATH]: SIGN_IN_KEY, [COPY_PATH]: COPY };
