/**
 * A small portal in plain Node that speaks Rekey's webhook (WEBHOOK.md). Everything lies in memory; put your database in
 * the place of the maps. Start: `REKEY_WEBHOOK_KEY=… node reference-server.mjs 8080`.
 */
import { createHmac, randomUUID, scryptSync, timingSafeEqual, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { domainToASCII, pathToFileURL } from 'node:url';

const MOST_SECONDS_OLD = 300;
const MOST_WRONG = 5;
const MOST_FOUND = 10;
const MOST_BYTES = 64 * 1024;

/** Ends an operation with an answer that is not a result. */
class No extends Error {
  constructor(status, error, what) {
    super(what ?? error);
    Object.assign(this, { status, answer: { error, what } });
  }
}
const refused = (what) => new No(422, 'refused', what);
const taken = (what) => new No(409, 'taken', what);

/** One spelling: no case within Latin-1, no wider folding, so that look-alikes stay apart. */
const canonical = (text) => text.normalize('NFC').trim().replace(/[A-ZÀ-ÖØ-Þ]/g, (letter) => letter.toLowerCase());
/** A domain is the same in its own letters and as punycode. */
const canonicalAddress = (text) => canonical(text).replace(/[^@]*$/, (domain) => domainToASCII(domain));
const letters = (text) => text.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '');
const isAddress = (text) => /^[^\s@<>,;:"()[\]\\\u0000-\u001f\u007f]{1,64}@[^\s@<>,;:"()[\]\\\u0000-\u001f\u007f]{1,253}$/u.test(text);
const fullName = (text) => {
  const comma = /^([^,]+),\s*([^,]+)$/.exec(text.trim());
  const words = canonical(comma ? `${comma[2]} ${comma[1]}` : text).split(/\s+/);
  return words.length < 2 ? undefined : words.join(' ');
};
const SAME_FACT = { birthDate: (text) => text.trim().replace(/^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/, (_, day, month, year) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) };
const sameFact = (name, one, other) => (SAME_FACT[name] ?? letters)(one) === (SAME_FACT[name] ?? letters)(other);

function hash(password, salt = randomBytes(16)) {
  return { salt, key: scryptSync(password.normalize('NFKC'), salt, 32, { N: 2 ** 12 }) };
}
function matches(hashed, password) {
  return hashed !== undefined && timingSafeEqual(hash(password, hashed.salt).key, hashed.key);
}

export class ReferencePortal {
  accounts = new Map();
  operations = new Set();
  sessions = new Map();

  constructor({ signingKey, now = () => new Date() }) {
    this.signingKey = signingKey;
    this.now = now;
  }

  /** For whoever fills the portal. Returns the new reference. */
  add({ username, givenName, familyName, addresses, password, phone, state = 'active', facts = {}, privileged = false, group = null, postalAddress }) {
    const ref = randomUUID();
    const now = this.now();
    this.accounts.set(ref, {
      ref, username, givenName, familyName, state, facts, privileged, group, password: hash(password), mustChange: false, endsAt: null, spent: [], wrong: 0, before: [], lastSignInAt: null, changedAt: null, locale: 'de', organisation: null,
      addresses: addresses.map((address, at) => ({ id: randomUUID(), address, kind: at === 0 ? 'primary' : 'second', confirmedAt: now })),
      phones: phone ? [{ id: randomUUID(), number: phone, since: now }] : [], postal: postalAddress ? { lines: postalAddress, since: now } : null,
    });
    return ref;
  }

  /** The sign-in page: `in`, `must-change` or `out`; a session token with the first two. */
  signIn(username, password) {
    const account = [...this.accounts.values()].find((one) => canonical(one.username) === canonical(username));
    if (!account || account.state !== 'active') return { answer: 'out' };
    const isRight = matches(account.password, password) && !(account.endsAt && account.endsAt <= this.now());
    account.wrong = isRight ? 0 : account.wrong + 1;
    if (!isRight && account.wrong >= MOST_WRONG) account.state = 'locked';
    if (!isRight) return { answer: 'out' };
    account.lastSignInAt = this.now();
    const token = randomUUID();
    this.sessions.set(token, account.ref);
    return { answer: account.mustChange ? 'must-change' : 'in', token };
  }

  /** A signed call's body → `{ status, answer }`. */
  handle(body, signature) {
    if (!this.#isSigned(body, signature)) return { status: 401, answer: { error: 'refused', what: 'signature' } };
    try {
      const { operation, operationId, ...given } = JSON.parse(body);
      const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
      if (!run) return { status: 501, answer: { error: 'cannot' } };
      const result = run(this, given, operationId);
      if (operationId && operation !== 'happened') this.operations.add(operationId);
      return { status: 200, answer: { result: result ?? null } };
    } catch (error) {
      if (error instanceof No) return { status: error.status, answer: error.answer };
      return { status: 400, answer: { error: 'refused', what: 'malformed' } };
    }
  }

  listen(port, host = '127.0.0.1') {
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk) => {
        body += chunk;
        if (body.length > MOST_BYTES) request.destroy();
      });
      request.on('end', () => {
        const { status, answer } = this.handle(body, request.headers['rekey-signature']);
        response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(answer));
      });
    });
    return new Promise((resolve) => server.listen(port, host, () => resolve(server)));
  }

  existing(ref) {
    const account = this.accounts.get(ref);
    if (!account) throw refused('there is no such account');
    return account;
  }

  endSessions(ref) {
    for (const [token, owner] of this.sessions) if (owner === ref) this.sessions.delete(token);
  }

  holderOf(address) {
    return [...this.accounts.values()].find(({ addresses }) => addresses.some((one) => canonicalAddress(one.address) === canonicalAddress(address)));
  }

  #isSigned(body, signature) {
    const [, seconds, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature ?? '') ?? [];
    if (!seconds || Math.abs(this.now().getTime() / 1000 - Number(seconds)) > MOST_SECONDS_OLD) return false;
    return timingSafeEqual(createHmac('sha256', this.signingKey).update(`${seconds}.${body}`).digest(), Buffer.from(given, 'hex'));
  }
}

function shown(account) {
  const { ref, username, givenName, familyName, state, privileged, group, locale, organisation, mustChange, endsAt, changedAt, lastSignInAt, addresses, phones, postal } = account;
  return {
    ref, username, displayName: `${givenName} ${familyName}`, state, privileged, group, locale, organisation, mustChangePassword: mustChange, temporaryPasswordExpiresAt: endsAt,
    passwordChangedAt: changedAt, lastSignInAt, addresses, phones, postalAddressSince: postal?.since ?? null,
  };
}

function setPassword(portal, ref, password, { mustChange, endsAt }) {
  const account = portal.existing(ref);
  Object.assign(account, { password: hash(password), mustChange, endsAt, wrong: 0, changedAt: portal.now(), state: account.state === 'locked' ? 'active' : account.state });
  portal.endSessions(ref);
  return account;
}

/** Freezing and disabling remember what was before; one may lie on the other, and only the last is taken back. What is enabled while it is frozen stays frozen, and thaws to what was before both. */
function stop(portal, ref, state) {
  const account = portal.existing(ref);
  if (account.state !== state) {
    account.before.push(account.state === 'locked' ? 'active' : account.state);
    account.state = state;
  }
  portal.endSessions(ref);
}
function goOn(portal, ref, state) {
  const account = portal.existing(ref);
  if (account.state === state) account.state = account.before.pop() ?? 'active';
  else if (state === 'disabled' && account.state === 'frozen' && account.before.length > 1 && account.before.at(-1) === 'disabled') account.before.pop();
}

const OPERATIONS = {
  find: (portal, { query }) => {
    const name = query.name && fullName(query.name);
    const hits = (one) => (query.username && canonical(one.username) === canonical(query.username))
      || (query.address && one.addresses.some(({ address }) => canonicalAddress(address) === canonicalAddress(query.address)))
      || (name && canonical(`${one.givenName} ${one.familyName}`) === name)
      || ['customerNumber', 'serialNumber'].some((fact) => query[fact] && one.facts[fact] && letters(query[fact]) !== '' && letters(one.facts[fact]) === letters(query[fact]));
    return [...portal.accounts.values()].filter(hits).slice(0, MOST_FOUND).map(shown);
  },
  get: (portal, { ref }) => (portal.accounts.has(ref) ? shown(portal.accounts.get(ref)) : null),
  compareFacts: (portal, { ref, facts }) => {
    const known = Object.entries(facts).filter(([name]) => portal.existing(ref).facts[name] !== undefined);
    const isRight = ([name, given]) => sameFact(name, portal.existing(ref).facts[name], given);
    return { matched: known.filter(isRight).map(([name]) => name), failed: known.filter((one) => !isRight(one)).map(([name]) => name) };
  },
  happened: (portal, _given, operationId) => portal.operations.has(operationId),
  objectionsTo: (portal, { ref, password }) => {
    const { password: present, spent } = portal.existing(ref);
    return [present, ...spent].some((hashed) => matches(hashed, password)) ? ['reused'] : [];
  },
  setPassword: (portal, { ref, password }) => void setPassword(portal, ref, password, { mustChange: false, endsAt: null }),
  setTemporaryPassword: (portal, { ref, password, expiresAt }) => {
    const account = setPassword(portal, ref, password, { mustChange: true, endsAt: new Date(expiresAt) });
    account.spent = [hash(password), ...account.spent].slice(0, 10);
  },
  scramble: (portal, { ref }) => {
    const account = portal.existing(ref);
    const isTemporary = account.mustChange && account.endsAt !== null;
    if (isTemporary) Object.assign(account, { password: hash(randomUUID()) });
    return isTemporary;
  },
  unlock: (portal, { ref }) => {
    const account = portal.existing(ref);
    account.wrong = 0;
    if (account.state === 'locked') account.state = 'active';
  },
  activate: (portal, { ref }) => {
    const account = portal.existing(ref);
    if (account.state === 'registration-locked') throw refused('the registration waits for an office');
    if (account.state === 'disabled') throw refused('the account is shut');
    if (account.state === 'pending-activation') account.state = 'active';
  },
  freeze: (portal, { ref }) => stop(portal, ref, 'frozen'),
  unfreeze: (portal, { ref }) => goOn(portal, ref, 'frozen'),
  requirePasswordChange: (portal, { ref }) => {
    portal.existing(ref).mustChange = true;
    portal.endSessions(ref);
  },
  endSessions: (portal, { ref }) => {
    portal.existing(ref);
    portal.endSessions(ref);
  },
  changeAddress: (portal, { ref, replaces, address }, operationId) => {
    const account = portal.existing(ref);
    if (!isAddress(address)) throw refused('that is not an address');
    const holder = portal.holderOf(address);
    if (holder && holder !== account) throw taken('address');
    const at = account.addresses.findIndex(({ id }) => id === replaces);
    // Done already, by the same operation.
    if (at < 0 && portal.operations.has(operationId)) return;
    if (at < 0) throw refused('there is no such address');
    const known = account.addresses.find((one, index) => index !== at && canonicalAddress(one.address) === canonicalAddress(address));
    // What is the main address stays it; a second one that is known already moves up.
    account.addresses = known?.kind === 'primary'
      ? account.addresses.filter((_, index) => index !== at)
      : account.addresses.filter((one) => one !== known).map((one) => (one.id === replaces ? { id: randomUUID(), address, kind: one.kind, confirmedAt: portal.now() } : one));
    portal.endSessions(ref);
  },
  addAddress: (portal, { ref, address, confirmed }) => {
    const account = portal.existing(ref);
    if (!isAddress(address)) throw refused('that is not an address');
    const holder = portal.holderOf(address);
    if (holder === account) return;
    if (holder) throw taken('address');
    account.addresses.push({ id: randomUUID(), address, kind: 'second', confirmedAt: confirmed ? portal.now() : null });
  },
  confirmAddress: (portal, { ref, addressId }) => {
    const address = portal.existing(ref).addresses.find(({ id }) => id === addressId);
    if (!address) throw refused('there is no such address');
    address.confirmedAt ??= portal.now();
  },
  removeAddress: (portal, { ref, addressId }) => {
    const account = portal.existing(ref);
    if (account.addresses.some(({ id, kind }) => id === addressId && kind === 'primary')) throw refused('the main address cannot be taken away');
    account.addresses = account.addresses.filter(({ id }) => id !== addressId);
  },
  changeUsername: (portal, { ref, username }) => {
    const account = portal.existing(ref);
    if ([...portal.accounts.values()].some((one) => one !== account && canonical(one.username) === canonical(username))) throw taken('username');
    account.username = username;
  },
  updateProfile: (portal, { ref, changes: { phone, ...names } }) => {
    const account = Object.assign(portal.existing(ref), names);
    if (phone !== undefined) account.phones = [{ id: randomUUID(), number: phone, since: portal.now() }];
  },
  disable: (portal, { ref }) => stop(portal, ref, 'disabled'),
  enable: (portal, { ref }) => goOn(portal, ref, 'disabled'),
  deleteAccount: (portal, { ref }) => {
    if (portal.accounts.has(ref) && portal.existing(ref).state !== 'disabled') throw refused('only what is disabled');
    portal.accounts.delete(ref);
  },
  list: (portal, { group, after, limit }) => {
    const all = [...portal.accounts.values()].filter((one) => group === undefined || one.group === group).sort((one, other) => (one.ref < other.ref ? -1 : 1)).filter(({ ref }) => after === undefined || ref > after);
    const page = all.slice(0, limit);
    return { accounts: page.map(shown), next: all.length > limit ? page.at(-1).ref : null };
  },
  postalAddress: (portal, { ref }) => portal.existing(ref).postal,
};

/** What this portal can, for the profile. */
export const ABILITIES = [
  'temporaryPassword', 'unlock', 'activate', 'requirePasswordChange', 'endSessions', 'changeAddress', 'secondAddresses', 'changeUsername', 'updateProfile', 'deleteAccount', 'list', 'letters',
];

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const signingKey = process.env.REKEY_WEBHOOK_KEY;
  if (!signingKey) throw new Error('set REKEY_WEBHOOK_KEY to the key that Rekey has for this portal');
  const portal = new ReferencePortal({ signingKey });
  await portal.listen(Number(process.argv[2] ?? 8080));
  console.log(`listening; abilities: [${ABILITIES.join(', ')}]`);
}
