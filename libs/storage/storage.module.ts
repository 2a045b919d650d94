import { Global, Module } from '@nestjs/common';
import type { Settings } from '#config';
import { openStorage, Storage } from './storage.js';
import { StorageConfig } from './storage.config.js';

@Global()
@Module({
  providers: [{
    provide: Storage,
    inject: [StorageConfig.token],
    useFactory: (settings: Settings<typeof StorageConfig>) => openStorage(settings.URL),
  }],
  exports: [Storage],
})
export class StorageModule {}
