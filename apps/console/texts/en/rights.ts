import type { rights as de } from '../de/rights.js';

export const rights = {
  open: 'Rights', openOf: (name: string) => `Rights of ${name}`, title: (name: string) => `Rights of ${name}`, save: 'Save rights', saved: 'The rights hold from now on.',
  roles: 'Roles', rolesHint: 'At least one. You can only give what you hold yourself.',
  portals: 'Portals', portalsHint: 'Nothing ticked: all portals, future ones too.',
  queues: 'Queues', queuesHint: 'Nothing ticked: all. Otherwise only tickets in these exist for the person.',
  kinds: 'Kinds of account', kindsHint: 'Nothing ticked: all. Tickets without an account are seen by queue; where the kind of an account is unknown, only who sees all kinds sees it.',
  organisations: 'Organisations', organisationsHint: 'One a line, spelled as in the directory. Empty: all.',
  everything: 'everything', some: (list: string) => `only ${list}`, inPart: 'in part', reason: 'Reason', reasonHint: 'Stands in the audit, e.g. "new in the secretariat".',
} satisfies typeof de;
