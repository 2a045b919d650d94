import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { PortalsModule } from '#portals';
import { CreateBuiltinAccount } from './actions/create-builtin-account.js';
import { PortalAccount } from './actions/portal-account.js';
import { PortalSignIn } from './actions/portal-sign-in.js';
import { OpenPinArea } from './actions/open-pin-area.js';
import { DirectorySecrets } from './actions/directory-secrets.js';
import { ChosenDirectories } from './adapters/chosen-directories.js';
import { Directories } from './directory.js';

@Module({
  imports: [AuditModule, PortalsModule],
  providers: [{ provide: Directories, useClass: ChosenDirectories }, DirectorySecrets, PortalSignIn, PortalAccount, OpenPinArea, CreateBuiltinAccount],
  exports: [Directories, DirectorySecrets, PortalSignIn, PortalAccount, OpenPinArea, CreateBuiltinAccount],
})
export class DirectoryModule {}
