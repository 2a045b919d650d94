import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { ImportPortal } from './actions/import-portal.js';
import { Mailboxes } from './actions/mailboxes.js';
import { Portals } from './actions/portals.js';

const actions = [Portals, Mailboxes, ImportPortal];

@Module({ imports: [AuditModule], providers: actions, exports: actions })
export class PortalsModule {}
