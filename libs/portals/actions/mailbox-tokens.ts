import { setTimeout as wait } from 'node:timers/promises';
import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, Fault, Sealer, Secret, type Actor } from '#kernel';
import { Database } from '#persistence';
import { refresh, type Tokens, type TokenSecrets } from '../adapters/token-endpoint.js';
import { isAgeing, isUsable, type TokenIssuer, type TokenLife } from '../domain/token-issuer.js';
import { TokenIssuerUnreachable, type TokenRefused } from '../portals.faults.js';
import { Mailbox } from '../store/mailbox.entity.js';
import { MailboxToken } from '../store/mailbox-token.entity.js';
import { Mailboxes } from './mailboxes.js';

/** Longer than the sign-in service may take; whoever asked and died is forgotten after that. */
const ASKING_S = 30;
const LOOK_AGAIN_MS = 200;
const WRITES = 10;
const REFUSED: TokenRefused['code'] = 'portals.token-refused';

export type MailboxSignIn = { readonly password: Secret } | { readonly accessToken: Secret };

export interface TokenHealth {
  readonly mailboxId: string;
  /** When the access token ends that we hold now. */
  readonly expiresAt: Date | null;
  /** When somebody has to authorise the mailbox again at the latest, as far as anybody told us. */
  readonly mustAuthoriseBy: Date | null;
  readonly lastFault: string | null;
  /** The sign-in service said no: somebody must authorise the mailbox again. Otherwise it is only away. */
  readonly isRefused: boolean;
  readonly faultSince: Date | null;
}

/**
 * The tokens by which mailboxes sign in to IMAP, and to SMTP where the same account sends. Asks for another at half the
 * life of the one in hand and uses the old one as long as it is good, so that a refusal is known while mail still comes in.
 */
@Injectable()
export class MailboxTokens {
  readonly #asking = new Map<string, Promise<Secret>>();

  constructor(private readonly database: Database, private readonly mailboxes: Mailboxes, private readonly sealer: Sealer, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** What to sign in with right now. @param isAnew the token in hand was refused. @throws TokenRefused, TokenIssuerUnreachable when there is no token to be had */
  async signIn(mailbox: Mailbox, isAnew = false): Promise<MailboxSignIn> {
    const accessToken = isAnew && (await this.#row(mailbox.id)) ? await this.renew(mailbox.id) : await this.accessToken(mailbox.id);
    return accessToken ? { accessToken } : { password: this.mailboxes.openPassword(mailbox) };
  }

  /** Undefined for a mailbox that has a password. @throws TokenRefused, TokenIssuerUnreachable */
  async accessToken(mailboxId: string): Promise<Secret | undefined> {
    const row = await this.#row(mailboxId);
    if (!row) return undefined;
    const life = lifeOf(row);
    const held = life && isUsable(life, this.clock.now()) ? this.#open(row) : undefined;
    if (held && !isAgeing(life!, this.clock.now())) return held;
    try {
      return await this.#renewAlone(mailboxId, row.accessSealed);
    } catch (error) {
      if (held) return held;
      throw error;
    }
  }

  /** Asks for another token, one process and one caller at a time; the others get the same. @throws TokenRefused, TokenIssuerUnreachable */
  async renew(mailboxId: string): Promise<Secret> {
    return this.#renewAlone(mailboxId, (await this.#row(mailboxId))?.accessSealed);
  }

  #renewAlone(mailboxId: string, inHand: string | null | undefined): Promise<Secret> {
    const asking = this.#asking.get(mailboxId) ?? this.#renew(mailboxId, inHand).finally(() => this.#asking.delete(mailboxId));
    this.#asking.set(mailboxId, asking);
    return asking;
  }

  /** Renews what ages, whether or not anybody signs in; what fails is written down. Returns how many failed. */
  async keepFresh(): Promise<number> {
    const rows = await this.database.read((em) => em.find(MailboxToken, {}));
    const due = rows.filter((row) => row.faultSince || !lifeOf(row) || isAgeing(lifeOf(row)!, this.clock.now()));
    return (await Promise.allSettled(due.map(({ mailboxId }) => this.renew(mailboxId)))).filter(({ status }) => status === 'rejected').length;
  }

  /** Puts a mailbox on tokens, or authorises it again. `tokens`: what the person's sign-in just gave. */
  async authorise(mailboxId: string, service: TokenIssuer, secrets: TokenSecrets, { actor, tokens }: { readonly actor: Actor; readonly tokens?: Tokens | undefined }): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const present = await tx.findOne(MailboxToken, { mailboxId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const columns = {
        service, secretsSealed: this.#seal(mailboxId, { ...secrets, refreshToken: tokens?.refreshToken?.reveal() ?? secrets.refreshToken }), authorisedAt: now, accessSealed: null, issuedAt: null, expiresAt: null,
        refreshExpiresAt: null, askingUntil: null, lastFault: null, faultCode: null, faultSince: null, ...(tokens ? this.#columnsOf(mailboxId, tokens) : {}),
      };
      if (present) Object.assign(present, columns);
      else tx.persist(tx.create(MailboxToken, { mailboxId, ...columns }));
      const mailbox = await tx.findOneOrFail(Mailbox, { id: mailboxId });
      await this.audit.record(tx, { portalKey: mailbox.portalKey, verb: 'mailbox.authorised', actor, outcome: 'done', detail: { address: mailbox.address, tokenEndpoint: service.tokenEndpoint, clientId: service.clientId }, now });
    });
  }

  /** The service and secrets as they are, to authorise again without being asked for them. */
  async known(mailboxId: string): Promise<{ readonly service: TokenIssuer; readonly secrets: TokenSecrets } | undefined> {
    const row = await this.#row(mailboxId);
    return row && { service: row.service, secrets: this.#secrets(row) };
  }

  /** How all of them are doing. */
  async health(): Promise<TokenHealth[]> {
    return (await this.database.read((em) => em.find(MailboxToken, {}))).map(({ mailboxId, expiresAt, refreshExpiresAt, service, lastFault, faultCode, faultSince }) => {
      const ends = [refreshExpiresAt, service.clientSecretExpires ? new Date(service.clientSecretExpires) : null].filter((one) => one instanceof Date);
      return { mailboxId, expiresAt: expiresAt ?? null, mustAuthoriseBy: ends.length > 0 ? new Date(Math.min(...ends.map(Number))) : null, lastFault: lastFault ?? null, isRefused: faultCode === REFUSED, faultSince: faultSince ?? null };
    });
  }

  /** @param inHand the sealed token that is not good enough any more; another one in its place is */
  async #renew(mailboxId: string, inHand: string | null | undefined): Promise<Secret> {
    const until = performance.now() + ASKING_S * 1_000;
    for (;;) {
      const mine = await this.#claim(mailboxId);
      const row = mine ?? (await this.#row(mailboxId));
      // Another process asked meanwhile.
      const isThere = row?.accessSealed && row.accessSealed !== inHand;
      if (mine && !isThere) return this.#ask(mine);
      if (mine) await this.#write(mailboxId, {});
      if (isThere) return this.#open(row)!;
      await wait(LOOK_AGAIN_MS);
      if (!row || performance.now() > until) throw new TokenIssuerUnreachable('another process asks for a token and does not come back');
    }
  }

  /** Marks the row as being asked for, by the database's clock. Undefined: somebody else is at it. */
  #claim(mailboxId: string): Promise<MailboxToken | undefined> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.execute<unknown[]>(
        `update mailbox_token set asking_until = now() + interval '${ASKING_S} seconds' where mailbox_id = ? and (asking_until is null or asking_until < now()) returning mailbox_id`, [mailboxId]);
      return rows.length === 0 ? undefined : tx.findOneOrFail(MailboxToken, { mailboxId });
    });
  }

  /** What the service says counts only for what it was asked with: whoever authorised anew meanwhile is not overwritten, and asked for instead. */
  async #ask(row: MailboxToken): Promise<Secret> {
    const { mailboxId, service, secretsSealed } = row;
    const secrets = this.#secrets(row);
    try {
      const tokens = await refresh(service, secrets);
      const rotated = tokens.refreshToken ? { secretsSealed: this.#seal(mailboxId, { ...secrets, refreshToken: tokens.refreshToken.reveal() }) } : {};
      if (await this.#writeForSure(mailboxId, { ...this.#columnsOf(mailboxId, tokens), ...rotated, lastFault: null, faultCode: null, faultSince: null }, secretsSealed)) return tokens.accessToken;
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      const fault = { lastFault: problem.slice(0, 500), faultCode: row.faultCode === REFUSED ? REFUSED : error instanceof Fault ? error.code : null, faultSince: row.faultSince ?? this.clock.now() };
      if (await this.#write(mailboxId, fault, secretsSealed).catch(() => true)) throw error;
    }
    return this.#renew(mailboxId, undefined);
  }

  /** The old refresh token may be worth nothing already: a moment's trouble with the database must not lose the new one. */
  async #writeForSure(mailboxId: string, columns: Partial<MailboxToken>, secretsSealed: string): Promise<boolean> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#write(mailboxId, columns, secretsSealed);
      } catch (error) {
        if (tries === WRITES) throw error;
        await wait(1_000);
      }
    }
  }

  /** @param secretsSealed with which secrets the service was asked: false, and nothing is written, where there are others by now */
  #write(mailboxId: string, columns: Partial<MailboxToken>, secretsSealed?: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const row = await tx.findOneOrFail(MailboxToken, { mailboxId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (secretsSealed !== undefined && row.secretsSealed !== secretsSealed) return false;
      Object.assign(row, { ...columns, askingUntil: null });
      return true;
    });
  }

  #columnsOf(mailboxId: string, { accessToken, expiresInSeconds, refreshExpiresInSeconds }: Tokens) {
    const now = this.clock.now();
    return {
      accessSealed: this.sealer.seal(accessToken, `mailbox:${mailboxId}:access-token`), issuedAt: now, expiresAt: new Date(now.getTime() + expiresInSeconds * 1_000),
      ...(refreshExpiresInSeconds === undefined ? {} : { refreshExpiresAt: new Date(now.getTime() + refreshExpiresInSeconds * 1_000) }),
    };
  }

  async #row(mailboxId: string): Promise<MailboxToken | undefined> {
    return (await this.database.read((em) => em.findOne(MailboxToken, { mailboxId }))) ?? undefined;
  }

  #open({ mailboxId, accessSealed }: MailboxToken): Secret | undefined {
    return accessSealed ? new Secret(this.sealer.open(accessSealed, `mailbox:${mailboxId}:access-token`)) : undefined;
  }

  #seal(mailboxId: string, secrets: TokenSecrets): string {
    return this.sealer.seal(JSON.stringify(secrets), `mailbox:${mailboxId}:oauth`);
  }

  #secrets({ mailboxId, secretsSealed }: MailboxToken): TokenSecrets {
    return JSON.parse(this.sealer.open(secretsSealed, `mailbox:${mailboxId}:oauth`)) as TokenSecrets;
  }
}

function lifeOf({ issuedAt, expiresAt }: MailboxToken): TokenLife | undefined {
  return issuedAt && expiresAt ? { issuedAt, expiresAt } : undefined;
}
