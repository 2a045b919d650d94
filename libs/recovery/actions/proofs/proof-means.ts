import { Injectable } from '@nestjs/common';
import { Directories, type Account, type DirectoryAbilities } from '#directory';
import { Portals, type PortalProfile } from '#portals';
import type { ProofMeans } from '../../domain/ways-to-prove.js';
import { ReadVouchers } from './read-vouchers.js';

/** What there is at this portal to prove an account with. */
@Injectable()
export class ReadProofMeans {
  constructor(private readonly directories: Directories, private readonly portals: Portals, private readonly vouchers: ReadVouchers) {}

  async run(portalKey: string, account: Account): Promise<ProofMeans> {
    return meansOf(await this.portals.get(portalKey), this.directories.of(portalKey).abilities, account, await this.vouchers.run(portalKey, account));
  }
}

export function meansOf({ sms, homeSignIn }: PortalProfile, { checkSecondFactor }: DirectoryAbilities, account: Account, vouchers: ProofMeans['vouchers']): Omit<ProofMeans, 'homes' | 'account'> & { readonly account: Account; readonly homes: PortalProfile['homeSignIn'] } {
  return { account, checksSecondFactor: checkSecondFactor, sms: sms ?? null, homes: homeSignIn, vouchers };
}
