import type { LeaseMailbox } from '#intake';

const LEASE_AGAIN_MS = 5_000;

/** Mailboxes whose turn has not come yet: as long as we hold the lease, the mailroom waits. */
export class HeldLeases {
  static readonly #OWNER = 'bench';
  readonly #held: Set<string>;
  readonly #timer: NodeJS.Timeout;

  private constructor(private readonly lease: LeaseMailbox, ids: readonly string[]) {
    this.#held = new Set(ids);
    this.#timer = setInterval(() => void this.#renew(), LEASE_AGAIN_MS);
  }

  static async take(lease: LeaseMailbox, ids: readonly string[]): Promise<HeldLeases> {
    const leases = new HeldLeases(lease, ids);
    await leases.#renew();
    return leases;
  }

  async giveBack(id: string): Promise<void> {
    this.#held.delete(id);
    await this.lease.release(id, HeldLeases.#OWNER);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #renew(): Promise<void> {
    for (const id of this.#held) await this.lease.take(id, HeldLeases.#OWNER);
  }
}
