import { createHash, createPrivateKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Clock, MINUTE_MS, newId, readCertificate, refuse, Sealer, type Allowed, type MailCertificate, type Refusal, type Secret } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes, Portals } from '#portals';
import { readPkcs12 } from '../adapters/read-pkcs12.js';
import { judgeCertificate } from '../domain/judge-certificate.js';
import type { SmimeSigner } from '../render/sign-mail.js';
import { SmimeKey } from '../store/smime-key.entity.js';

const KNOWN_FOR_MS = MINUTE_MS;
/** Between a certificate and its authority lie one or two. */
const LONGEST_CHAIN = 5;

/** One certificate, as it is shown. */
export interface SmimeCertificate {
  readonly portalKey: string;
  readonly address: string;
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly validUntil: Date;
  readonly isInUse: boolean;
}

/** The certificates that sign what leaves, for one address of a portal each (RFC 8551); keys sealed at rest, in use only when somebody says so. */
@Injectable()
export class SmimeKeys {
  readonly #known = new Map<string, { readonly at: number; readonly signer: SmimeSigner | undefined; readonly validUntil: Date }>();

  constructor(
    private readonly database: Database, private readonly sealer: Sealer, private readonly clock: Clock, private readonly audit: AuditTrail,
    private readonly portals: Portals, private readonly mailboxes: Mailboxes, private readonly alarms: Alarms,
  ) {}

  /**
   * Keeps a certificate and its key; it signs nothing before `use`. The same file again changes nothing. Refusals: `outbound.p12-unreadable`, `outbound.certificate-key-mismatch`,
   * those of `judgeCertificate`, `portals.portal-unknown`.
   */
  async import(portalKey: string, file: Uint8Array, password: Secret): Promise<(Allowed & { readonly certificates: readonly SmimeCertificate[] }) | Refusal> {
    if (!(await this.portals.list()).some(({ key }) => key === portalKey)) return refuse('portals.portal-unknown', { missing: [portalKey] });
    const content = await readPkcs12(file, password);
    if (!content) return refuse('outbound.p12-unreadable');
    const certificates = content.certificates.flatMap((der) => readable(der) ?? []);
    const own = certificates.find(({ x509 }) => x509.checkPrivateKey(content.key));
    if (!own) return refuse('outbound.certificate-key-mismatch');
    const now = this.clock.now();
    const ours = (await this.mailboxes.forPortal(portalKey)).map(({ address }) => address);
    const verdict = judgeCertificate(own, { type: content.key.asymmetricKeyType, bits: content.key.asymmetricKeyDetails?.modulusLength, curve: content.key.asymmetricKeyDetails?.namedCurve }, ours, now);
    if (!verdict.allowed) return verdict;
    const chain = chainOf(own, certificates).map(({ der }) => der.toString('base64'));
    const pem = content.key.export({ type: 'pkcs8', format: 'pem' }) as string;
    const fingerprint = createHash('sha256').update(own.der).digest('hex');
    const rows = await this.database.transaction(async (tx) => {
      for (const address of verdict.addresses) {
        if (await tx.count(SmimeKey, { portalKey, address, fingerprint })) continue;
        const id = newId(now.getTime());
        tx.persist(tx.create(SmimeKey, { id, createdAt: now, portalKey, address, fingerprint, certificates: chain, privateKeySealed: this.sealer.seal(pem, `smime:${id}`), validUntil: own.validUntil, activeSince: null }));
        await this.audit.record(tx, { portalKey, verb: 'smime.certificate-kept', actor: { kind: 'operator' }, outcome: 'done', detail: { address, fingerprint, validUntil: own.validUntil.toISOString() }, now });
      }
      await tx.flush();
      return tx.find(SmimeKey, { portalKey, fingerprint }, { orderBy: { address: 'asc' } });
    });
    return { allowed: true, certificates: rows.map((row) => shown(row)) };
  }

  /**
   * Signs with this certificate from now on (other processes within a minute); by the beginning of its fingerprint, or without one the newest of each address.
   * Refusals: `outbound.certificate-unknown`, `outbound.certificate-expired`.
   */
  async use(portalKey: string, fingerprint = ''): Promise<(Allowed & { readonly certificates: readonly SmimeCertificate[] }) | Refusal> {
    const now = this.clock.now();
    const used = await this.database.transaction(async (tx) => {
      const found = (await tx.find(SmimeKey, { portalKey }, { orderBy: { createdAt: 'desc', id: 'desc' } })).filter((row) => row.fingerprint.startsWith(fingerprint.toLowerCase()));
      const newest = found.filter((row, at) => found.findIndex(({ address }) => address === row.address) === at);
      const valid = newest.filter(({ validUntil }) => validUntil > now);
      // The last word counts, also of two in one moment.
      for (const row of valid) {
        const others = (await tx.find(SmimeKey, { portalKey, address: row.address, activeSince: { $ne: null } })).map(({ activeSince }) => activeSince!.getTime() + 1);
        row.activeSince = new Date(Math.max(now.getTime(), ...others));
        await this.audit.record(tx, { portalKey, verb: 'smime.certificate-used', actor: { kind: 'operator' }, outcome: 'done', detail: { address: row.address, fingerprint: row.fingerprint }, now });
      }
      return newest.length === 0 ? 'unknown' : valid.map((row) => shown(row));
    });
    this.#known.clear();
    if (used === 'unknown') return refuse('outbound.certificate-unknown');
    return used.length > 0 ? { allowed: true, certificates: used } : refuse('outbound.certificate-expired');
  }

  /** No mail of this portal is signed any more. Nothing is deleted. */
  async stop(portalKey: string): Promise<Allowed & { readonly certificates: readonly SmimeCertificate[] }> {
    const stopped = await this.database.transaction(async (tx) => {
      const rows = await tx.find(SmimeKey, { portalKey, activeSince: { $ne: null } });
      for (const row of rows) {
        row.activeSince = null;
        await this.audit.record(tx, { portalKey, verb: 'smime.stopped', actor: { kind: 'operator' }, outcome: 'done', detail: { address: row.address, fingerprint: row.fingerprint }, now: this.clock.now() });
      }
      return rows.map((row) => shown(row));
    });
    this.#known.clear();
    return { allowed: true, certificates: stopped };
  }

  /** Every certificate that is kept, newest first. */
  async list(portalKey?: string): Promise<readonly SmimeCertificate[]> {
    const rows = await this.database.read((em) => em.find(SmimeKey, portalKey === undefined ? {} : { portalKey }, { orderBy: { portalKey: 'asc', address: 'asc', createdAt: 'desc' } }));
    const signing = new Map(rows.filter(({ activeSince }) => activeSince).sort((one, other) => one.activeSince!.getTime() - other.activeSince!.getTime()).map((row) => [`${row.portalKey} ${row.address}`, row.id]));
    return rows.map((row) => ({ ...shown(row), isInUse: signing.get(`${row.portalKey} ${row.address}`) === row.id }));
  }

  /**
   * Undefined: mails of this address leave unsigned. So do they once the certificate is over, or when its key does not open: somebody
   * waits for each of them, and a mail with an expired signature looks worse than one without. A person is called.
   */
  async signerOf(portalKey: string, address: string): Promise<SmimeSigner | undefined> {
    const now = this.clock.now();
    const known = this.#known.get(`${portalKey} ${address}`) ?? { at: Number.NEGATIVE_INFINITY, signer: undefined, validUntil: now };
    if (Math.abs(now.getTime() - known.at) < KNOWN_FOR_MS) return known.signer && known.validUntil > now ? known.signer : undefined;
    const row = await this.database.read((em) => em.findOne(SmimeKey, { portalKey, address, activeSince: { $ne: null }, validUntil: { $gt: now } }, { orderBy: { activeSince: 'desc', id: 'desc' } }));
    const signer = row ? await this.#open(row) : undefined;
    this.#known.set(`${portalKey} ${address}`, { at: now.getTime(), signer, validUntil: row?.validUntil ?? now });
    return signer;
  }

  async #open(row: SmimeKey): Promise<SmimeSigner | undefined> {
    try {
      const [certificate, ...chain] = row.certificates.map((one) => Buffer.from(one, 'base64'));
      return { key: createPrivateKey(this.sealer.open(row.privateKeySealed, `smime:${row.id}`)), certificate: readCertificate(certificate!), chain };
    } catch (error) {
      await this.alarms.raiseNow({ kind: 'smime-unsigned', portalKey: row.portalKey, subject: row.address, detail: { why: error instanceof Error ? error.message : String(error) } });
      return undefined;
    }
  }
}

function readable(der: Buffer): MailCertificate | undefined {
  try {
    return readCertificate(der);
  } catch {
    return undefined;
  }
}

/** From the signer's certificate upwards, without the authority's own: whoever trusts it has it. */
function chainOf(own: MailCertificate, all: readonly MailCertificate[]): MailCertificate[] {
  const chain = [own];
  for (let last = own; chain.length < LONGEST_CHAIN;) {
    const next = all.find((one) => !chain.includes(one) && last.x509.checkIssued(one.x509) && !one.x509.checkIssued(one.x509));
    if (!next) break;
    chain.push(next);
    last = next;
  }
  return chain;
}

function shown({ portalKey, address, fingerprint, certificates, validUntil, activeSince }: SmimeKey): SmimeCertificate {
  const { subjectName, issuerName } = readCertificate(Buffer.from(certificates[0]!, 'base64'));
  return { portalKey, address, fingerprint, subject: subjectName, issuer: issuerName, validUntil, isInUse: activeSince != null };
}
