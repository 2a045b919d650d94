import { Injectable } from '@nestjs/common';
import { MailboxTokens, type Mailbox } from '#portals';
import type { MailboxAccess } from '../mail-source.js';

/** How to get into a mailbox right now, with its password or a fresh token. */
@Injectable()
export class OpenMailbox {
  constructor(private readonly tokens: MailboxTokens) {}

  /** @param wasRefused the token in hand was; it is not used again. @throws TokenRefused, TokenIssuerUnreachable */
  async access(mailbox: Mailbox, folder = mailbox.folder, wasRefused = false): Promise<MailboxAccess> {
    return {
      host: mailbox.imapHost, port: mailbox.imapPort, security: mailbox.imapSecurity as MailboxAccess['security'], user: mailbox.imapUser, folder, ...(await this.tokens.signIn(mailbox, wasRefused)),
    };
  }
}
