import { describe, expect, it } from '@jest/globals';
import { whyNotApprove, type ApprovalFacts } from './second-person.js';

const FACTS: ApprovalFacts = {
  isWaiting: true, isOver: false, approverId: 'tom', requesterId: 'mara', approverLine: 'north', requesterLine: 'south', voucherIds: [], preparedByIds: ['mara'], isOwnAccount: false,
  hasSecondFactor: true, proofIsFresh: true,
};

describe('the second person', () => {
  it('is somebody else, of another line, who took no part, freshly signed in with a second factor', () => {
    expect(whyNotApprove(FACTS)).toBeUndefined();
    expect(whyNotApprove({ ...FACTS, approverLine: undefined, requesterLine: undefined })).toBeUndefined();
  });

  it.each([
    ['nothing waits', { isWaiting: false }, 'recovery.no-approval-pending'],
    ['it came too late', { isOver: true }, 'recovery.no-approval-pending'],
    ['they asked for it themselves', { approverId: 'mara' }, 'recovery.own-request'],
    ['it is their own account', { isOwnAccount: true }, 'recovery.own-account'],
    ['they vouched', { voucherIds: ['tom'] }, 'recovery.approver-vouched'],
    ['they gathered the evidence', { preparedByIds: ['tom'] }, 'recovery.approver-took-part'],
    ['they sit in the same line', { approverLine: 'south' }, 'recovery.same-line'],
    ['they have no second factor', { hasSecondFactor: false }, 'recovery.second-factor-needed'],
    ['their sign-in is old', { proofIsFresh: false }, 'recovery.fresh-proof-needed'],
  ] as [string, Partial<ApprovalFacts>, string][])('is not somebody when %s', (_why, more, refusal) => {
    expect(whyNotApprove({ ...FACTS, ...more })).toEqual({ allowed: false, refusal });
  });
});
