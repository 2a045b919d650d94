import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#agents';
import { ActionAnswer, ActionBody, Candidates, EscalationAnswer, EscalationBody, EvidenceAnswer, EvidenceBody, LinkAccountBody, SearchCandidatesBody, StepBody } from '#contracts';
import { refuse, type Refusal } from '#kernel';
import { AskForProof, AskForVoucher, CompareFacts, EscalateCase, LinkAccount, RecordCallBackCode, RecordIdentityCheck, RequestAction, SearchCandidates, StartCallBack, StartLetterProof, StartMailboxProof, StartNewAddressProof, StartSmsProof, TickStep } from '#recovery';
import { Answers } from '../answer/answers.js';
import { allowedOr } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { TicketNumber } from './params.js';
import { TicketScope } from './sees.js';

const Linked = z.object({ linked: z.literal(true) });

/** What an agent does about the account behind a ticket. The rules are in the room; here is only who asks for what. */
@Controller('api/v1/tickets/:number')
export class RecoveryController {
  constructor(
    private readonly scope: TicketScope, private readonly link: LinkAccount, private readonly search: SearchCandidates, private readonly mailbox: StartMailboxProof,
    private readonly callBack: StartCallBack, private readonly callBackCode: RecordCallBackCode, private readonly facts: CompareFacts, private readonly request: RequestAction,
    private readonly tick: TickStep, private readonly newAddress: StartNewAddressProof, private readonly ask: AskForProof, private readonly voucher: AskForVoucher, private readonly sms: StartSmsProof,
    private readonly identity: RecordIdentityCheck, private readonly letter: StartLetterProof, private readonly escalate: EscalateCase,
  ) {}

  @Post('account') @Needs('recovery.act') @Answers(Linked)
  async linkAccount(@By() agent: Caller, @Param('number', { schema: TicketNumber }) ticketNumber: string, @Body({ schema: LinkAccountBody }) { accountRef }: z.output<typeof LinkAccountBody>): Promise<unknown> {
    await this.scope.check(agent, ticketNumber);
    allowedOr(await this.link.run({ ticketNumber, agent, accountRef }));
    return { linked: true };
  }

  @Post('candidates') @Needs('recovery.act') @Answers(Candidates)
  async searchCandidates(@By() agent: Caller, @Param('number', { schema: TicketNumber }) ticketNumber: string, @Body({ schema: SearchCandidatesBody }) query: z.output<typeof SearchCandidatesBody>): Promise<unknown> {
    await this.scope.check(agent, ticketNumber);
    return allowedOr(await this.search.run({ ticketNumber, agent, query }));
  }

  @Post('evidence') @Needs('recovery.gather') @Answers(EvidenceAnswer)
  async addEvidence(@By() agent: Caller, @Param('number', { schema: TicketNumber }) ticketNumber: string, @Body({ schema: EvidenceBody }) body: EvidenceBody): Promise<unknown> {
    await this.scope.check(agent, ticketNumber);
    return allowedOr(provingFirst(await this.#collect(agent, ticketNumber, body)));
  }

  @Post('actions') @Needs('recovery.request') @Answers(ActionAnswer, 202)
  async act(@By() agent: Caller, @Param('number', { schema: TicketNumber }) ticketNumber: string, @Body({ schema: ActionBody }) body: z.output<typeof ActionBody>): Promise<unknown> {
    await this.scope.check(agent, ticketNumber);
    return allowedOr(provingFirst(await this.request.run({ ...body, ticketNumber, agent })));
  }

  @Post('escalations') @Needs('recovery.act') @Answers(EscalationAnswer)
  async handOn(@By() agent: Caller, @Param('number', { schema: TicketNumber }) ticketNumber: string, @Body({ schema: EscalationBody }) { note }: z.output<typeof EscalationBody>): Promise<unknown> {
    await this.scope.check(agent, ticketNumber);
    return allowedOr(await this.escalate.run({ ticketNumber, agent, note: note === '' ? undefined : note }));
  }

  @Post('steps') @Needs('recovery.act') @Answers(StepBody)
  async tickStep(@By() agent: Caller, @Param('number', { schema: TicketNumber }) ticketNumber: string, @Body({ schema: StepBody }) body: z.output<typeof StepBody>): Promise<unknown> {
    await this.scope.check(agent, ticketNumber);
    allowedOr(await this.tick.run({ ...body, ticketNumber, agent }));
    return body;
  }

  #collect(agent: Caller, ticketNumber: string, body: EvidenceBody): Promise<object> {
    switch (body.kind) {
      case 'mailbox-proof': return this.mailbox.run({ ticketNumber, agent, addressId: body.addressId });
      case 'new-address': return this.newAddress.run({ ticketNumber, agent, address: body.address, as: body.as });
      case 'call-back': return this.callBack.run({ ticketNumber, agent, phoneId: body.phoneId });
      case 'call-back-code': return this.callBackCode.run({ ticketNumber, agent, code: body.code });
      case 'second-address': return this.mailbox.run({ ticketNumber, agent, addressId: body.addressId });
      case 'sms': return this.sms.run({ ticketNumber, agent, phoneId: body.phoneId });
      case 'totp': case 'recovery-code': return this.ask.run({ ticketNumber, agent, kind: body.kind });
      case 'home-idp': return this.ask.run({ ticketNumber, agent, kind: body.kind, provider: body.provider });
      case 'voucher': return this.voucher.run({ ticketNumber, agent, voucherRef: body.voucherRef });
      case 'letter': return this.letter.run({ ticketNumber, agent });
      case 'identity-check': {
        const { kind: _kind, ...check } = body;
        return this.identity.run({ ticketNumber, agent, check });
      }
      case 'facts': return this.facts.run({ ticketNumber, agent, facts: body.facts });
    }
  }
}

/** A credential action without a fresh proof (5.12): the console asks for it and repeats the request. */
export function provingFirst<Answer extends object>(answer: Answer | Refusal): Answer | Refusal {
  return 'refusal' in answer && answer.refusal === 'recovery.fresh-proof-needed' ? refuse('session.proof-needed', { missing: ['fresh-proof'] }) : answer;
}
