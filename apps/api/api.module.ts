import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AlarmsConfig, alarmsEntities, AlarmsModule } from '#alarms';
import { agentsEntities, AgentsConfig, AgentsModule } from '#agents';
import { auditEntities, AuditModule } from '#audit';
import { ConfigModule, type Section } from '#config';
import { directoryEntities, DirectoryModule } from '#directory';
import { IntakeConfig, intakeEntities, IntakeModule } from '#intake';
import { JobsConfig, jobsEntities, JobsModule } from '#jobs';
import { LogConfig } from '#log';
import { OutboundConfig, outboundEntities, OutboundModule } from '#outbound';
import { PersistenceConfig, PersistenceModule } from '#persistence';
import { portalsEntities, PortalsModule } from '#portals';
import { privacyEntities, PrivacyModule } from '#privacy';
import { recoveryEntities, RecoveryModule } from '#recovery';
import { StorageConfig, StorageModule } from '#storage';
import { ticketsEntities, TicketsModule } from '#tickets';
import { ContractAnswers, contractPipe } from './answer/answers.js';
import { RefusalFilter } from './answer/refusal.filter.js';
import { DemoConfig, HttpConfig } from './api.config.js';
import { DemoModule } from './demo/demo.module.js';
import { AlarmsController } from './desk/alarms.controller.js';
import { ActionsController } from './desk/actions.controller.js';
import { BreachesController } from './desk/breaches.controller.js';
import { BulkController } from './desk/bulk.controller.js';
import { MailboxesController, QuarantineController, TraceController } from './desk/intake.controller.js';
import { AgentsController, AuditController, OutboxController } from './desk/oversight.controller.js';
import { PortalsController, QueuesController } from './desk/places.controller.js';
import { ProfilesController } from './desk/profiles.controller.js';
import { OfficeController } from './desk/office.controller.js';
import { PrivacyController } from './desk/privacy.controller.js';
import { ReportsController } from './desk/reports.controller.js';
import { RecoveryController } from './desk/recovery.controller.js';
import { TicketScope } from './desk/sees.js';
import { SessionsController } from './desk/sessions.controller.js';
import { AgentKeysController, SignInKeysController } from './desk/sign-in-keys.controller.js';
import { TicketViews } from './desk/ticket-views.js';
import { ThreadsController } from './desk/threads.controller.js';
import { TicketsController } from './desk/tickets.controller.js';
import { WaitingController } from './desk/waiting.controller.js';
import { WordingsController } from './desk/wordings.controller.js';
import { MessagesController } from './desk/messages.controller.js';
import { FilesController } from './files/files.controller.js';
import { AgentGuard } from './gate/agent.guard.js';
import { PagesModule } from './pages/pages.module.js';
import { ApiDescription } from './watch/api-description.js';
import { LiveController } from './watch/live.controller.js';
import { LiveStreams } from './watch/live-streams.js';
import { Metrics } from './watch/metrics.js';
import { CheckReadiness } from './watch/readiness.js';
import { WatchController } from './watch/watch.controller.js';

/** Every setting of this process. */
export const API_SECTIONS: readonly Section[] = [
  HttpConfig, DemoConfig, PersistenceConfig, JobsConfig, StorageConfig, LogConfig, AgentsConfig, OutboundConfig, AlarmsConfig, IntakeConfig,
] as unknown as readonly Section[];

const ENTITIES = [
  ...jobsEntities, ...alarmsEntities, ...auditEntities, ...agentsEntities, ...portalsEntities, ...directoryEntities, ...outboundEntities, ...ticketsEntities, ...recoveryEntities, ...privacyEntities, ...intakeEntities,
];

const ROOMS = [StorageModule, JobsModule, AlarmsModule, AuditModule, AgentsModule, PortalsModule, DirectoryModule, OutboundModule, TicketsModule, RecoveryModule, PrivacyModule, IntakeModule];

const DESK = [
  SessionsController, SignInKeysController, AgentKeysController, ThreadsController, TicketsController, MessagesController, RecoveryController, ActionsController, OfficeController, BreachesController, BulkController, QueuesController, PortalsController, ProfilesController, OutboxController, QuarantineController,
  ReportsController, PrivacyController, AlarmsController, AuditController, AgentsController, MailboxesController, TraceController, WaitingController,
];

export interface ApiModuleOptions {
  readonly environment?: NodeJS.ProcessEnv | undefined;
  readonly demo: boolean;
}

/** The HTTP door: the desk's API, the pages behind links, and in demo mode the demo world. */
@Module({})
export class ApiModule {
  static forRoot({ environment, demo }: ApiModuleOptions): DynamicModule {
    return {
      module: ApiModule,
      imports: [ConfigModule.forRoot(API_SECTIONS, environment), PersistenceModule.forRoot(ENTITIES), ...ROOMS, PagesModule, ...(demo ? [DemoModule] : [])],
      controllers: [...DESK, FilesController, WordingsController, LiveController, WatchController],
      providers: [
        TicketScope, TicketViews, LiveStreams, Metrics, CheckReadiness, ApiDescription,
        { provide: APP_GUARD, useClass: AgentGuard },
        { provide: APP_FILTER, useClass: RefusalFilter },
        { provide: APP_INTERCEPTOR, useClass: ContractAnswers },
        { provide: APP_PIPE, useFactory: contractPipe },
      ],
    };
  }
}
