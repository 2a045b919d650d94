import { Injectable } from '@nestjs/common';
import { Directories, type Account, type AccountQuery } from '#directory';
import { canonicalAddress, parseAddress } from '#kernel';
import type { ExtractedFields } from '#recognition';
import { usableAddresses } from '../../domain/account-facts.js';

export interface FoundCandidates {
  /** Everything that sender or content point to, the sender's own first; at most 20. */
  readonly accounts: readonly Account[];
  /** Those that have the sender's address on file. */
  readonly senderMatches: readonly Account[];
}

const MOST = 20;

/** Asks the portal's directory whom a mail may be about. No transaction: a directory can be slow. */
@Injectable()
export class FindCandidates {
  constructor(private readonly directories: Directories) {}

  /**
   * @param fromAddress the one author of the mail; undefined when it names none or several (R73)
   * @throws DirectoryUnreachable, so that the mail is looked at again later
   */
  async run(portalKey: string, { fromAddress, fields }: { readonly fromAddress: string | undefined; readonly fields: ExtractedFields }): Promise<FoundCandidates> {
    const directory = this.directories.of(portalKey);
    const sender = fromAddress === undefined ? undefined : parseAddress(fromAddress);
    const bySender = sender === undefined ? [] : await directory.find({ address: sender });
    const queries = [
      withoutBlanks({ username: fields.username, customerNumber: fields.customerNumber, serialNumber: fields.serialNumber, name: fields.fullName, address: fields.registeredEmail && parseAddress(fields.registeredEmail) }),
      withoutBlanks({ address: fields.oldEmail && parseAddress(fields.oldEmail) }),
    ];
    const others = await Promise.all(queries.map(async (query) => (Object.keys(query).length === 0 ? [] : directory.find(query))));
    const accounts = [...new Map([...bySender, ...others.flat()].map((account) => [account.ref, account])).values()].slice(0, MOST);
    const hasSender = (account: Account): boolean => usableAddresses(account).some(({ address }) => canonicalAddress(address) === canonicalAddress(sender!));
    return { accounts, senderMatches: sender === undefined ? [] : bySender.filter(hasSender) };
  }
}

export function withoutBlanks(query: { readonly [Key in keyof AccountQuery]?: string | undefined }): AccountQuery {
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, value?.trim()]).filter(([, value]) => value)) as AccountQuery;
}
