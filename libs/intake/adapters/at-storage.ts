import type { Storage } from '#storage';

/** How many answers of the storage a thread waits for, where its parent sees it too. */
export type StorageWaits = Int32Array<SharedArrayBuffer>;

export function noWaits(): StorageWaits {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Whether the time goes by at the storage. Then it is not the mail that takes too long: a slow server is nobody's attack. */
export function isAtStorage(waits: StorageWaits): boolean {
  return Atomics.load(waits, 0) > 0;
}

/** The same storage, with every wait for it written down; what is done with a piece that it shows is the reader's own time. */
export function watched(storage: Storage, waits: StorageWaits): Storage {
  const during = async (work: () => Promise<unknown>): Promise<unknown> => {
    Atomics.add(waits, 0, 1);
    try {
      return await work();
    } finally {
      Atomics.sub(waits, 0, 1);
    }
  };
  const show: Storage['show'] = async (sha256, maxBytes, visit) => void (await during(() => storage.show(sha256, maxBytes, (piece) => {
    Atomics.sub(waits, 0, 1);
    try {
      visit(piece);
    } finally {
      Atomics.add(waits, 0, 1);
    }
  })));
  return new Proxy(storage, {
    get: (_target, name) => {
      if (name === 'show') return show;
      const value: unknown = Reflect.get(storage, name);
      return typeof value === 'function' ? (...given: unknown[]) => during(() => value.apply(storage, given) as Promise<unknown>) : value;
    },
  });
}
