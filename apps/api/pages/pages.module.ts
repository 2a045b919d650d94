import { Module } from '@nestjs/common';
import { PortalsModule } from '#portals';
import { PrivacyModule } from '#privacy';
import { RecoveryModule } from '#recovery';
import { Brands } from '../frame/brands.js';
import { Visit } from '../frame/visit.js';
import { AssetsController } from './assets.controller.js';
import { ProveController, ReportController, RevealController } from './code.controllers.js';
import { Captcha } from './captcha.js';
import { CopyController } from './copy.controller.js';
import { ForgottenController } from './forgotten.controller.js';
import { LinkVisit } from './link-visit.js';
import { PasswordPages } from './password-pages.js';
import { ActivateController, RecoverController } from './password.controllers.js';
import { QuietController } from './quiet.controller.js';
import { VouchController } from './vouch.controller.js';
import { StatusController } from './status.controller.js';

/** The pages behind links in mails. */
@Module({
  imports: [PortalsModule, PrivacyModule, RecoveryModule],
  controllers: [ForgottenController, RecoverController, ActivateController, ProveController, RevealController, ReportController, StatusController, VouchController, QuietController, CopyController, AssetsController],
  providers: [Brands, Captcha, Visit, LinkVisit, PasswordPages],
  exports: [Brands, Visit],
})
export class PagesModule {}
