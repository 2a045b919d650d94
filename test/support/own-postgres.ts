import { join } from 'node:path';
import { prepareQueueBackend } from '#jobs';
import { migrate } from '#persistence';
import { EmbeddedPostgres } from '../../apps/ops/embedded/postgres.js';
import { stopProcess } from '../../apps/ops/embedded/processes.js';
import { allEntities } from './entities.js';

/** A PostgreSQL that a test may stop and start again on the same data and port; durable, as on a real machine. */
export class OwnPostgres {
  private constructor(private readonly home: string, private server: EmbeddedPostgres) {}

  static async start(home: string): Promise<OwnPostgres> {
    return new OwnPostgres(home, await launched(home));
  }

  /** The migrated database. */
  async database(): Promise<string> {
    const url = await this.server.database('rekey');
    await migrate(url, await allEntities());
    await prepareQueueBackend('postgres:', url);
    return url;
  }

  /** `fast`: as for an update of PostgreSQL. `immediate`: it falls over, and recovers from its log at the start. */
  async restart(how: 'fast' | 'immediate'): Promise<void> {
    const { port, pid } = this.server;
    if (how === 'immediate') await stopProcess(pid!, ['SIGQUIT', 'SIGKILL']);
    await this.server.stop();
    this.server = await launched(this.home, port);
    if (this.server.port !== port) throw new Error(`port ${port} was taken meanwhile`);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

function launched(home: string, port?: number): Promise<EmbeddedPostgres> {
  return EmbeddedPostgres.start({ home, logFile: join(home, 'postgres.log'), ...(port !== undefined && { port }) });
}
