import { Module } from '@nestjs/common';
import { AuditTrail } from './actions/audit-trail.js';
import { EndAudit } from './actions/end-audit.js';
import { ReadAudit } from './actions/read-audit.js';
import { VerifyAudit } from './actions/verify-audit.js';

const actions = [AuditTrail, VerifyAudit, ReadAudit, EndAudit];

@Module({ providers: actions, exports: actions })
export class AuditModule {}
