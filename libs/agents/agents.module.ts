import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { AddAgent } from './actions/add-agent.js';
import { IssueApiToken, ReadApiToken } from './actions/api-tokens.js';
import { ChangeAgentPassword } from './actions/change-agent-password.js';
import { DisableAgent } from './actions/disable-agent.js';
import { EnrolSecondFactor } from './actions/enrol-second-factor.js';
import { ListAgents } from './actions/list-agents.js';
import { ProveAgain } from './actions/prove-again.js';
import { ReadSession } from './actions/read-session.js';
import { ResetSecondFactor } from './actions/reset-second-factor.js';
import { SignIn } from './actions/sign-in.js';
import { SignOut } from './actions/sign-out.js';
import { TrainAgent } from './actions/train-agent.js';

const actions = [
  SignIn, ReadSession, SignOut, ProveAgain, EnrolSecondFactor, ResetSecondFactor, AddAgent, DisableAgent, TrainAgent, ChangeAgentPassword, ListAgents, IssueApiToken, ReadApiToken,
];

@Module({ imports: [AuditModule], providers: actions, exports: actions })
export class AgentsModule {}
