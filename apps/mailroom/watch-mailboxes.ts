import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HouseConfig, type Settings } from '#config';
import { BackfillMailbox, IntakeConfig, KeepMail, LeaseMailbox, MailSource, NoteMailbox, OpenMailbox, StartReading, type MailboxAccess } from '#intake';
import { howToRead, Mailboxes, Portals, type HowToRead, type Mailbox } from '#portals';
import { MailboxWatcher, type WatchedMailbox } from './mailbox-watcher.js';

/** New, changed and disabled mailboxes are noticed within this time. */
const LOOK_AGAIN_MS = 30_000;

interface Watched {
  readonly watcher: MailboxWatcher;
  /** What the watcher was started with; another text means other settings. */
  readonly settings: string;
}

/** One watcher per enabled mailbox, all at the same time (freescout#4992: not one after another). */
@Injectable()
export class WatchMailboxes implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #watched = new Map<string, Watched>();
  readonly #log = new Logger('mailroom');
  readonly #owner = `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(
    private readonly mailboxes: Mailboxes, private readonly openMailbox: OpenMailbox, private readonly portals: Portals, private readonly source: MailSource, private readonly keepMail: KeepMail,
    private readonly lease: LeaseMailbox, private readonly startReading: StartReading, private readonly note: NoteMailbox, private readonly backfill: BackfillMailbox,
    @Inject(IntakeConfig.token) private readonly settings: Settings<typeof IntakeConfig>, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.#look();
    this.#timer = setInterval(() => (this.#looking = this.#look()), LOOK_AGAIN_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.all([...this.#watched.values()].map(({ watcher }) => watcher.stop()));
  }

  async #look(): Promise<void> {
    try {
      const [mailboxes, profiles] = await Promise.all([this.mailboxes.all(), this.portals.list()]);
      const wanted = new Map(mailboxes.filter(({ enabled, imapHost }) => enabled && imapHost !== '').map((mailbox) => {
        const how = howToRead(profiles.find(({ key }) => key === mailbox.portalKey), mailbox);
        return [mailbox.id, { mailbox, how, settings: settingsOf(mailbox, how) }] as const;
      }));
      const outdated = [...this.#watched].filter(([id, { settings }]) => wanted.get(id)?.settings !== settings);
      // All at the same time: one that hangs at its server must not keep the others waiting.
      await Promise.all(outdated.map(async ([id, { watcher }]) => {
        this.#watched.delete(id);
        await watcher.stop();
      }));
      for (const [id, one] of wanted) if (!this.#watched.has(id)) this.#start(one.mailbox, one.how, one.settings);
    } catch (error) {
      this.#log.warn(`reading the list of mailboxes: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #start({ id, portalKey, address }: Mailbox, { folders, afterKeep }: HowToRead, settings: string): void {
    const watched: WatchedMailbox = { id, portalKey, address, folders, hasFollowUp: afterKeep !== undefined, access: (wasRefused) => this.#access(id, wasRefused) };
    const watcher = new MailboxWatcher(watched, {
      source: this.source, lease: this.lease, startReading: this.startReading, keepMail: this.keepMail, note: this.note, backfill: this.backfill, owner: this.#owner,
      everything: this.settings.BACKFILL ?? this.house.DEMO, pollMs: this.settings.POLL_SECONDS * 1_000,
    });
    this.#watched.set(id, { watcher, settings });
    watcher.start();
  }

  async #access(mailboxId: string, wasRefused: boolean): Promise<MailboxAccess> {
    const mailbox = await this.mailboxes.get(mailboxId);
    if (!mailbox) throw new Error(`mailbox ${mailboxId} is gone`);
    return this.openMailbox.access(mailbox, mailbox.folder, wasRefused);
  }
}

function settingsOf({ portalKey, imapHost, imapPort, imapSecurity, imapUser, imapPasswordSealed }: Mailbox, how: HowToRead): string {
  return JSON.stringify([portalKey, imapHost, imapPort, imapSecurity, imapUser, imapPasswordSealed, how]);
}
