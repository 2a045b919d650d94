import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { AddMailbox } from './actions/add-mailbox.js';
import { ImportPortal } from './actions/import-portal.js';
import { Mailboxes } from './actions/mailboxes.js';
import { MailboxTokens } from './actions/mailbox-tokens.js';
import { PortalSecrets } from './actions/portal-secrets.js';
import { Portals } from './actions/portals.js';

const actions = [Portals, PortalSecrets, Mailboxes, MailboxTokens, AddMailbox, ImportPortal];

@Module({ imports: [AuditModule], providers: actions, exports: actions })
export class PortalsModule {}
