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

/** What a mail says about whom it concerns. */
export interface Pointers {
  /** The one author of the mail; undefined when it names none or several (R73). */
  readonly fromAddress: string | undefined;
  readonly fields: ExtractedFields;
}

/** Asks the portal's directory whom mails may be about. No transaction: a directory can be slow. */
@Injectable()
export class FindCandidates {
  constructor(private readonly directories: Directories) {}

  /** @throws DirectoryUnreachable, so that the mail is looked at again later */
  async run(portalKey: string, pointers: Pointers): Promise<FoundCandidates> {
    return (await this.runAll(portalKey, [pointers]))[0]!;
  }

  /** The same for several mails, asked at once. */
  async runAll(portalKey: string, all: readonly Pointers[]): Promise<FoundCandidates[]> {
    const queries = all.map(queriesFrom);
    const answers = await this.directories.of(portalKey).findEach(queries.flatMap(({ bySender, others }) => [bySender, ...others]));
    return queries.map(({ sender, others }) => {
      const [bySender, ...found] = answers.splice(0, 1 + others.length) as [Account[], ...Account[][]];
      const accounts = [...new Map([...bySender, ...found.flat()].map((account) => [account.ref, account])).values()].slice(0, MOST);
      const hasSender = (account: Account): boolean => usableAddresses(account).some(({ address }) => canonicalAddress(address) === canonicalAddress(sender!));
      return { accounts, senderMatches: sender === undefined ? [] : bySender.filter(hasSender) };
    });
  }
}

function queriesFrom({ fromAddress, fields }: Pointers): { readonly sender: string | undefined; readonly bySender: AccountQuery; readonly others: readonly AccountQuery[] } {
  const sender = fromAddress === undefined ? undefined : parseAddress(fromAddress);
  return {
    sender,
    bySender: sender === undefined ? {} : { address: sender },
    others: [
      withoutBlanks({ username: fields.username, customerNumber: fields.customerNumber, serialNumber: fields.serialNumber, name: fields.fullName, address: fields.registeredEmail && parseAddress(fields.registeredEmail) }),
      withoutBlanks({ address: fields.oldEmail && parseAddress(fields.oldEmail) }),
    ],
  };
}

export function withoutBlanks(query: { readonly [Key in keyof AccountQuery]?: string | undefined }): AccountQuery {
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, value?.trim()]).filter(([, value]) => value)) as AccountQuery;
}
