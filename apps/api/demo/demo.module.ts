import { Module } from '@nestjs/common';
import { DirectoryModule } from '#directory';
import { PortalsModule } from '#portals';
import { PagesModule } from '../pages/pages.module.js';
import { DemoMail } from './demo-mail.js';
import { DemoPhones } from './demo-phones.js';
import { DemoPeople } from './demo-world.js';
import { PlaygroundController } from './playground.controller.js';
import { PortalController } from './portal.controller.js';

/** The demo world's own pages. Without REKEY_DEMO this module is not there at all. */
@Module({ imports: [DirectoryModule, PortalsModule, PagesModule], controllers: [PortalController, PlaygroundController], providers: [DemoPeople, DemoMail, DemoPhones] })
export class DemoModule {}
