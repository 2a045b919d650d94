/** The desk's memory: append-only, hash-chained, provable. */
import { AuditCopy } from './store/audit-copy.entity.js';
import { AuditCheckpoint, AuditPerson } from './store/audit-end.entity.js';
import { AuditEntry } from './store/audit-entry.entity.js';

export { AuditTrail, type AuditLine } from './actions/audit-trail.js';
export { CopyAudit } from './actions/copy-audit.js';
export { AuditConfig } from './audit.config.js';
export { VerifyAudit, type AuditVerdict, type CopyVerdict } from './actions/verify-audit.js';
export { EndAudit } from './actions/end-audit.js';
export { ReadAudit, type AuditItem, type AuditQuery } from './actions/read-audit.js';
export { canonicalJson, HOUSE_CHAIN } from './domain/audit-row.js';
export { AUDIT_VERBS, type AuditVerb, type AuditOutcome } from './domain/verbs.js';
export { AuditModule } from './audit.module.js';
export const auditEntities = [AuditEntry, AuditCopy, AuditCheckpoint, AuditPerson];
