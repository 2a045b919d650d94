import { fsync, close, open } from 'node:fs';
import { promisify } from 'node:util';

const plainly = { open: promisify(open), fsync: promisify(fsync), close: promisify(close) };

/** What goes on in one folder: a sync that runs, and one that waits for it, for all who came meanwhile. */
interface Turn {
  running: Promise<void>;
  waiting: Promise<void> | undefined;
}

/**
 * Puts names on the disk: the bytes of a file are, once it is synced, but its name is in the folder, which a power cut may
 * still take back (open(2), fsync(2)). Whoever asks gets a sync that began after they asked; those who wait share one.
 */
export class FolderSync {
  readonly #turns = new Map<string, Turn>();

  async sync(folder: string): Promise<void> {
    const turn = this.#turns.get(folder);
    if (!turn) return this.#begin(folder);
    turn.waiting ??= turn.running.then(() => this.#begin(folder), () => this.#begin(folder));
    return turn.waiting;
  }

  #begin(folder: string): Promise<void> {
    const running = syncNow(folder).finally(() => {
      if (this.#turns.get(folder)?.running === running && !this.#turns.get(folder)?.waiting) this.#turns.delete(folder);
    });
    this.#turns.set(folder, { running, waiting: undefined });
    return running;
  }
}

async function syncNow(folder: string): Promise<void> {
  // Windows opens no folders.
  if (process.platform === 'win32') return;
  const handle = await plainly.open(folder, 'r');
  try {
    await plainly.fsync(handle);
  } finally {
    await plainly.close(handle);
  }
}
