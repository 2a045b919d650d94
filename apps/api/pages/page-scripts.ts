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

const pathOf = (name: string, script: string): string => `/page-assets/${name}-${createHash('sha256').update(script).digest('hex').slice(0, 16)}.js`;

export const PROOF_PATH = pathOf('proof', PROOF);
export const PASSWORD_HELP_PATH = pathOf('password', PASSWORD_HELP);

/** By the path under which each is served; it changes with the content. */
export const PAGE_SCRIPTS: Readonly<Record<string, string>> = { [PROOF_PATH]: PROOF, [PASSWORD_HELP_PATH]: PASSWORD_HELP };
