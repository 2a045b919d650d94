import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, MINUTE_MS, newId, refuse, Sealer, Secret, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { TxtRecords } from '../adapters/txt-records.js';
import { DkimKey } from '../store/dkim-key.entity.js';

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
/** RFC 8301 section 3.2: at least 1024, should be 2048. */
const BITS = 2048;
const KNOWN_FOR_MS = MINUTE_MS;

/** What signs a mail; `domain` and `selector` say where its public half lies. */
export interface DkimSigner {
  readonly domain: string;
  readonly selector: string;
  readonly privateKey: Secret;
}

export interface DkimRecord {
  /** `<selector>._domainkey.<domain>` */
  readonly name: string;
  /** The TXT record (RFC 6376 section 3.6.1). */
  readonly value: string;
}

/** Stands in for a key whose seal does not open: it signs nothing, and so the mail leaves unsigned, is shown to have, and a person is called. */
const SIGNS_NOTHING = new Secret('a key that does not open');

/** The keys that sign what leaves, one domain each; sealed at rest, and in use only once DNS has them (RFC 6376). */
@Injectable()
export class DkimKeys {
  readonly #log = new Logger('outbound');
  readonly #known = new Map<string, { readonly at: number; readonly signer: DkimSigner | undefined }>();

  constructor(private readonly database: Database, private readonly sealer: Sealer, private readonly clock: Clock, private readonly audit: AuditTrail, private readonly dns: TxtRecords) {}

  /** A new key for a domain; it signs nothing before `use`. The ones before it stay in DNS until their mails have arrived. Refusals: `outbound.not-a-domain`. */
  async create(domain: string): Promise<(Allowed & { readonly record: DkimRecord }) | Refusal> {
    const name = domain.toLowerCase().replace(/\.$/, '');
    if (!DOMAIN.test(name)) return refuse('outbound.not-a-domain');
    const now = this.clock.now();
    const pair = await promisify(generateKeyPair)('rsa', { modulusLength: BITS, publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
    const id = newId(now.getTime());
    const selector = `rekey${id.replaceAll('-', '').slice(-12)}`;
    const publicKey = pair.publicKey.toString('base64');
    await this.database.transaction(async (tx) => {
      tx.persist(tx.create(DkimKey, { id, createdAt: now, domain: name, selector, privateKeySealed: this.sealer.seal(pair.privateKey, `dkim:${id}`), publicKey }));
      await this.audit.record(tx, { portalKey: null, verb: 'dkim.key-made', actor: { kind: 'operator' }, outcome: 'done', detail: { domain: name, selector }, now });
    });
    return { allowed: true, record: recordOf({ domain: name, selector, publicKey }) };
  }

  /**
   * Signs with this key from now on (other processes within a minute). Looks into DNS first, unless `force`: a signature that nobody can check
   * is worse than none. Refusals: `outbound.key-unknown`, `outbound.key-not-published` (with the record's name).
   */
  async use(selector: string, { force = false }: { readonly force?: boolean } = {}): Promise<(Allowed & { readonly record: DkimRecord }) | Refusal> {
    const key = await this.database.read((em) => em.findOne(DkimKey, { selector }));
    if (!key) return refuse('outbound.key-unknown');
    const record = recordOf(key);
    if (!force && !(await this.dns.of(record.name)).some((text) => publicKeyIn(text) === key.publicKey)) return refuse('outbound.key-not-published', { missing: [record.name] });
    await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      // The last word counts, also of two in one moment.
      await tx.execute(`update dkim_key set active_since = greatest(?::timestamptz, (select max(active_since) + interval '1 millisecond' from dkim_key where domain = ?)) where id = ?`, [now, key.domain, key.id]);
      await this.audit.record(tx, { portalKey: null, verb: 'dkim.key-used', actor: { kind: 'operator' }, outcome: 'done', detail: { domain: key.domain, selector, force }, now });
    });
    this.#known.delete(key.domain);
    return { allowed: true, record };
  }

  /** Undefined: mails of this domain leave unsigned, e.g. because the relay signs them. Where its seal does not open (another `REKEY_SECRET_KEY`) the key signs nothing, since somebody waits for every mail. */
  async signerOf(domain: string): Promise<DkimSigner | undefined> {
    const now = this.clock.now().getTime();
    const known = this.#known.get(domain);
    if (known && Math.abs(now - known.at) < KNOWN_FOR_MS) return known.signer;
    const key = await this.database.read((em) => em.findOne(DkimKey, { domain, activeSince: { $ne: null } }, { orderBy: { activeSince: 'desc', id: 'desc' } }));
    const signer = key ? { domain, selector: key.selector, privateKey: this.#open(key) } : undefined;
    this.#known.set(domain, { at: now, signer });
    return signer;
  }

  #open({ id, selector, privateKeySealed }: DkimKey): Secret {
    try {
      return new Secret(this.sealer.open(privateKeySealed, `dkim:${id}`));
    } catch (error) {
      this.#log.error(`the DKIM key ${selector} does not open: ${error instanceof Error ? error.message : String(error)}`);
      return SIGNS_NOTHING;
    }
  }
}

function recordOf({ selector, domain, publicKey }: { readonly selector: string; readonly domain: string; readonly publicKey: string }): DkimRecord {
  return { name: `${selector}._domainkey.${domain}`, value: `v=DKIM1; k=rsa; p=${publicKey}` };
}

/** The tag `p=` without the white space that a zone file may put into it (RFC 6376 section 3.6.1). */
function publicKeyIn(text: string): string | undefined {
  return text.split(';').map((tag) => tag.replace(/\s+/g, '')).find((tag) => tag.startsWith('p='))?.slice(2);
}
