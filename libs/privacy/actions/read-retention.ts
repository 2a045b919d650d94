import { Inject, Injectable } from '@nestjs/common';
import { seesPartOf, type Scope } from '#agents';
import { HouseConfig, type Settings } from '#config';
import type { RetentionView } from '#contracts';
import { Database } from '#persistence';
import { DATA_CLASS_NAMES, DATA_CLASSES, daysKept, Portals, type DataClass, type DataClassName } from '#portals';
import { allRuns } from '../store/retention-runs.queries.js';

/** The table of data classes with the times that hold here and the figures of the work: for the settings, `rekey retention` and `rekey doctor`. */
@Injectable()
export class ReadRetention {
  constructor(private readonly database: Database, private readonly portals: Portals, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>) {}

  /** Of the portals of which the reader sees anything: these are times, not tickets. */
  async run(reader: Scope = { portals: [] }): Promise<RetentionView> {
    const profiles = (await this.portals.list()).filter(({ key }) => seesPartOf(reader, key));
    const runs = await this.database.read(allRuns);
    return {
      items: DATA_CLASS_NAMES.map((name) => {
        const about: DataClass = DATA_CLASSES[name];
        const run = runs.get(name);
        return {
          name, tables: [...about.tables], end: about.end, since: about.since, spared: about.spared, days: this.#days(name), bounds: about.portal ?? null,
          portals: profiles.flatMap(({ key, retention }) => {
            const own = daysKept(name, retention);
            return about.portal && own !== about.days ? [{ portal: key, days: own }] : [];
          }),
          lastAt: run?.lastAt?.toISOString() ?? null, lastEnded: run?.lastEnded ?? 0, ended: run?.ended ?? 0, failure: run?.failure ?? null,
        };
      }),
    };
  }

  #days(name: DataClassName): number {
    if (name === 'raw-mails') return this.house.RAW_MAIL_DAYS;
    if (name === 'attachments') return this.house.ATTACHMENT_DAYS;
    return daysKept(name);
  }
}
