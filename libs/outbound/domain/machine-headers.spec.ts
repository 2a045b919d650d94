import { expect, it } from '@jest/globals';
import { machineHeaders } from './machine-headers.js';

it.each([
  [{ automatic: true, isAnswer: true }, { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', 'X-Rekey-Loop': 'm' }],
  [{ automatic: true, isAnswer: false }, { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'X-Rekey-Loop': 'm' }],
  [{ automatic: false, isAnswer: true }, { 'X-Rekey-Loop': 'm' }],
])('%j carries %j (RFC 3834)', (facts, headers) => expect(machineHeaders({ ...facts, loopMark: 'm' })).toEqual(headers));
