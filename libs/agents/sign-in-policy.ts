import { Inject, Injectable } from '@nestjs/common';
import { HouseConfig, type Settings } from '#config';
import { AgentsConfig } from './agents.config.js';
import { networks } from './adapters/networks.js';

/** What the house asks of agents who sign in, and whom their keys are for. */
@Injectable()
export class SignInPolicy {
  readonly #networks: string;
  readonly #isInside: (ip: string) => boolean;

  constructor(
    @Inject(AgentsConfig.token) private readonly settings: Settings<typeof AgentsConfig>,
    @Inject(HouseConfig.token) private readonly house: Pick<Settings<typeof HouseConfig>, 'PUBLIC_URL'>,
  ) {
    const byDefault = house.PUBLIC_URL.startsWith('https:') ? '' : 'private';
    this.#networks = settings.INSIDE_NETWORKS.trim() || byDefault;
    this.#isInside = networks(this.#networks);
  }

  get secondFactorIsRequired(): boolean {
    return this.settings.REQUIRE_SECOND_FACTOR;
  }

  /** Whether only a sign-in key opens a whole session from there (R68). An unknown address is outside. */
  keyIsNeededFrom(ip: string | undefined): boolean {
    return this.settings.PHISHING_RESISTANT === 'always' || (this.settings.PHISHING_RESISTANT === 'outside' && !this.isInside(ip));
  }

  /** Behind https every address is the reverse proxy's until the house names it and its networks: then a key is needed from everywhere. */
  get nobodyIsInside(): boolean {
    return this.keysAreNeeded && this.#networks === '';
  }

  get keysAreNeeded(): boolean {
    return this.settings.PHISHING_RESISTANT !== 'never';
  }

  isInside(ip: string | undefined): boolean {
    return ip !== undefined && this.#isInside(ip);
  }

  /** The address in the browser's bar, the only one that keys answer to. */
  get origin(): string {
    return new URL(this.house.PUBLIC_URL).origin;
  }

  /** Whom the keys belong to (WebAuthn: RP ID): our host. */
  get keysBelongTo(): string {
    return new URL(this.house.PUBLIC_URL).hostname;
  }
}
