import { Global, Module } from '@nestjs/common';
import type { Settings } from '#config';
import { openStorage } from './open-storage.js';
import { keysOf, StorageConfig } from './storage.config.js';
import { Storage } from './storage.js';

@Global()
@Module({
  providers: [{
    provide: Storage,
    inject: [StorageConfig.token],
    useFactory: (settings: Settings<typeof StorageConfig>) => openStorage(settings.URL, keysOf(settings)),
  }],
  exports: [Storage],
})
export class StorageModule {}
