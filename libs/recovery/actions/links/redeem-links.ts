import { Injectable } from '@nestjs/common';
import { refuse } from '#kernel';
import { Database } from '#persistence';
import { grantOfToken } from '../../store/grants.queries.js';
import { Redemption, type ChosenPassword, type Redeemed } from './redemption.js';

export type RedeemCommand = ChosenPassword & { readonly token: string };

/** The person opens the recovery link and chooses a new password. Nobody is signed in by it (R32). */
@Injectable()
export class RedeemRecoveryLink {
  constructor(private readonly database: Database, private readonly redemption: Redemption) {}

  /** Refusals as of `Redemption.run`, and `recovery.link-unknown`. */
  async run({ token, ...chosen }: RedeemCommand): Promise<Redeemed> {
    const grant = await this.database.read((em) => grantOfToken(em, token, 'recovery-link'));
    return grant ? this.redemption.run(grant.id, chosen) : refuse('recovery.link-unknown');
  }
}

/**
 * The person opens the activation link, chooses a password, and the account becomes active. A password is always
 * chosen here: no directory tells whether there is one already, and this mailbox was just proved.
 */
@Injectable()
export class RedeemActivation {
  constructor(private readonly database: Database, private readonly redemption: Redemption) {}

  /** Refusals as of `Redemption.run`, and `recovery.link-unknown`. */
  async run({ token, ...chosen }: RedeemCommand): Promise<Redeemed> {
    const grant = await this.database.read((em) => grantOfToken(em, token, 'activation-link'));
    return grant ? this.redemption.run(grant.id, chosen) : refuse('recovery.link-unknown');
  }
}
