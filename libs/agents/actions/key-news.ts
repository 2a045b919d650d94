import { Injectable } from '@nestjs/common';
import type { Actor, Locale } from '#kernel';
import type { EntityManager } from '#persistence';
import { knownLocale } from '../domain/known-locale.js';
import type { Agent } from '../store/agent.entity.js';

interface WhatChanged {
  readonly event: 'key-bound' | 'key-removed' | 'key-suspended' | 'app-bound' | 'second-factor-reset' | 'enrolment-code-issued' | 'password-changed';
  /** As its owner called it; left out where it is about no one key. */
  readonly keyName?: string | undefined;
  readonly actor: Actor;
  readonly now: Date;
}

/** Something about how a person at the desk signs in is not as it was. */
export interface KeyChange extends WhatChanged {
  readonly agent: { readonly id: string; readonly email: string; readonly displayName: string; readonly locale: Locale };
  /** Keys of the portals for which they work, one of which may write to them; none: any may. */
  readonly worksFor: readonly string[];
}

type Listener = (tx: EntityManager, change: KeyChange) => Promise<void>;

/**
 * Tells the rooms to the right, in the transaction that changes it, that somebody's way in is not as it was (R68): how the person
 * hears of it is theirs to say. Whoever takes over a session first binds a key of their own, or an app,
 * or takes a password that they know; only its owner can notice.
 */
@Injectable()
export class KeyNews {
  readonly #listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Says nothing to who was sent away: they sign in by nothing, and their address may be somebody else's by now. */
  async tell(tx: EntityManager, { id, email, displayName, locale, portals, disabledAt }: Agent, changed: WhatChanged): Promise<void> {
    if (disabledAt) return;
    for (const listener of this.#listeners) await listener(tx, { ...changed, agent: { id, email, displayName, locale: knownLocale(locale) }, worksFor: [...portals] });
  }
}
