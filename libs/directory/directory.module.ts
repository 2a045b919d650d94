import { Module } from '@nestjs/common';
import { PortalsModule } from '#portals';
import { CreateBuiltinAccount } from './actions/create-builtin-account.js';
import { PortalSignIn } from './actions/portal-sign-in.js';
import { BuiltinDirectories } from './adapters/builtin-directories.js';
import { Directories } from './directory.js';

@Module({
  imports: [PortalsModule],
  providers: [{ provide: Directories, useClass: BuiltinDirectories }, PortalSignIn, CreateBuiltinAccount],
  exports: [Directories, PortalSignIn, CreateBuiltinAccount],
})
export class DirectoryModule {}
