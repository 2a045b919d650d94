/** The people at the desk: who they are, what they may, how surely we know. */
import { Agent } from './store/agent.entity.js';
import { AgentSession, ApiToken, SignInThrottle } from './store/agent-session.entity.js';

export { PERMISSIONS, ROLES, isPermitted, type Permission, type Role } from './domain/permissions.js';
export { actorOf, proofFreshUntil, proofIsFresh } from './domain/session-rules.js';
export { csrfMatches, type Caller, type SignedIn, type TokenCaller } from './signed-in.js';
export { SignIn, type SignInAnswer, type SignInCommand } from './actions/sign-in.js';
export { ReadSession } from './actions/read-session.js';
export { SignOut } from './actions/sign-out.js';
export { ProveAgain, type ProveAgainCommand } from './actions/prove-again.js';
export { EnrolSecondFactor } from './actions/enrol-second-factor.js';
export { ResetSecondFactor } from './actions/reset-second-factor.js';
export { AddAgent, type AddAgentCommand } from './actions/add-agent.js';
export { TrainAgent } from './actions/train-agent.js';
export { DisableAgent } from './actions/disable-agent.js';
export { ChangeAgentPassword, type ChangeAgentPasswordCommand } from './actions/change-agent-password.js';
export { ListAgents, type AgentItem } from './actions/list-agents.js';
export { IssueApiToken, ReadApiToken } from './actions/api-tokens.js';
export { agentsAt, agentsWhoMay, anyIsAgents, displayedAgents, linesOfAgents, namesOfAgents } from './store/agents.queries.js';
export { newTotpSecret, totpStep, totpUri } from './adapters/totp.js';
export { AgentsConfig } from './agents.config.js';
export { AgentsModule } from './agents.module.js';
export const agentsEntities = [Agent, AgentSession, SignInThrottle, ApiToken];
