import { Controller, Get, Inject } from '@nestjs/common';
import { sees, seesPartOf, type Caller } from '#agents';
import { HouseConfig, type Settings } from '#config';
import { Portals as PortalsAnswer, Queues, type PortalView, type QueueView } from '#contracts';
import { Clock } from '#kernel';
import { Portals, procedureOf } from '#portals';
import { ReadTickets } from '#tickets';
import { Answers } from '../answer/answers.js';
import { signInUrlOf } from '../frame/brands.js';
import { By, Needs } from '../gate/needs.js';

/** The portals that this agent serves. */
@Controller('api/v1/portals')
export class PortalsController {
  constructor(private readonly portals: Portals, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>) {}

  @Get() @Needs('portals.read') @Answers(PortalsAnswer)
  async list(@By() caller: Caller): Promise<{ items: PortalView[] }> {
    const profiles = (await this.portals.list()).filter(({ key }) => seesPartOf(caller, key));
    return {
      items: profiles.map((profile) => ({
        key: profile.key, name: profile.name, brand: profile.brand, languages: profile.languages, queues: profile.queues,
        mailboxes: profile.mailboxes.map(({ address }) => address), signInUrl: signInUrlOf(profile, this.house) ?? '', procedure: procedureOf(profile),
      })),
    };
  }
}

/** Every queue that the agent sees, empty ones too, in the order of the profiles. Names of the others are no secret: tickets are handed on into them. */
@Controller('api/v1/queues')
export class QueuesController {
  constructor(private readonly portals: Portals, private readonly tickets: ReadTickets, private readonly clock: Clock) {}

  @Get() @Needs('tickets.read') @Answers(Queues)
  async list(@By() caller: Caller): Promise<{ items: QueueView[] }> {
    const [profiles, counts] = await Promise.all([this.portals.list(), this.tickets.queues(caller, this.clock.now())]);
    const items = profiles.filter(({ key }) => seesPartOf(caller, key)).flatMap((profile) => profile.queues.filter(({ key }) => sees(caller, { portalKey: profile.key, queue: key })).map(({ key, name }) => {
      const count = counts.find((one) => one.portalKey === profile.key && one.queue === key);
      return { portal: profile.key, queue: key, name, active: count?.active ?? 0, unassigned: count?.unassigned ?? 0, overdue: count?.overdue ?? 0 };
    }));
    return { items };
  }
}
