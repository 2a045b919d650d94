import { Module } from '@nestjs/common';
import { AlarmsModule } from '#alarms';
import { AuditModule } from '#audit';
import { AddAgent } from './actions/add-agent.js';
import { IssueApiToken, ListApiTokens, ReadApiToken, RevokeApiToken } from './actions/api-tokens.js';
import { ChangeAgentPassword } from './actions/change-agent-password.js';
import { ChangeAgentRights } from './actions/change-agent-rights.js';
import { DisableAgent } from './actions/disable-agent.js';
import { EnableAgent } from './actions/enable-agent.js';
import { EnrolSecondFactor } from './actions/enrol-second-factor.js';
import { IssueEnrolmentCode } from './actions/issue-enrolment-code.js';
import { KeyNews } from './actions/key-news.js';
import { ListAgents } from './actions/list-agents.js';
import { ListKeys } from './actions/list-keys.js';
import { ProveAgain } from './actions/prove-again.js';
import { ReadSession } from './actions/read-session.js';
import { RegisterKey } from './actions/register-key.js';
import { RemoveKey } from './actions/remove-key.js';
import { ResetSecondFactor } from './actions/reset-second-factor.js';
import { SignIn } from './actions/sign-in.js';
import { SignOut } from './actions/sign-out.js';
import { TakeAlarm } from './actions/take-alarm.js';
import { TakeKey } from './actions/take-key.js';
import { TrainAgent } from './actions/train-agent.js';
import { WatchKeyAlarms } from './actions/watch-key-alarms.js';
import { SignInPolicy } from './sign-in-policy.js';

const actions = [
  SignIn, ReadSession, SignOut, ProveAgain, EnrolSecondFactor, ResetSecondFactor, AddAgent, ChangeAgentRights, DisableAgent, EnableAgent, TrainAgent, ChangeAgentPassword, ListAgents, IssueApiToken, ListApiTokens, ReadApiToken, RevokeApiToken,
  RegisterKey, RemoveKey, ListKeys, IssueEnrolmentCode, KeyNews, WatchKeyAlarms, TakeAlarm,
];

@Module({ imports: [AlarmsModule, AuditModule], providers: [...actions, TakeKey, SignInPolicy], exports: [...actions, SignInPolicy] })
export class AgentsModule {}
