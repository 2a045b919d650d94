/** The desk's memory: append-only, hash-chained, provable. */
import { AuditEntry } from './store/audit-entry.entity.js';

export { AuditTrail, type AuditLine } from './actions/audit-trail.js';
export { VerifyAudit, type AuditVerdict } from './actions/verify-audit.js';
export { ReadAudit, type AuditItem, type AuditQuery } from './actions/read-audit.js';
export { AUDIT_VERBS, type AuditVerb, type AuditOutcome } from './domain/verbs.js';
export { AuditModule } from './audit.module.js';
export const auditEntities = [AuditEntry];
