/** What an archive says about itself, from its own list; nothing is unpacked. */
export interface ArchiveList {
  readonly names: readonly string[];
  readonly locked: boolean;
  /** As the archive claims, in bytes. */
  readonly unpackedBytes: number;
}

const MAX_ENTRIES = 5_000;
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/** Position of a ZIP's end record (APPNOTE 4.3.16), which may follow anything: that is what makes polyglots possible. */
export function endOfZip(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at -= 1) if (bytes[at] === 0x50 && bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return -1;
}

/** The central directory of a ZIP; undefined when there is none that can be read. */
export function listZip(bytes: Buffer): ArchiveList | undefined {
  const end = endOfZip(bytes);
  if (end < 0) return undefined;
  const size = bytes.readUInt32LE(end + 12);
  const names: string[] = [];
  let [locked, unpackedBytes] = [false, 0];
  for (let at = end - size; at >= 0 && at + 46 <= end && names.length < MAX_ENTRIES && bytes.readUInt32LE(at) === DIRECTORY_ENTRY;) {
    const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    locked ||= (bytes.readUInt16LE(at + 8) & 1) === 1;
    unpackedBytes += bytes.readUInt32LE(at + 24);
    names.push(bytes.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return names.length === 0 && size > 0 ? undefined : { names, locked, unpackedBytes };
}

/** The headers of a tar (POSIX ustar), file after file. */
export function listTar(bytes: Buffer): ArchiveList {
  const names: string[] = [];
  let unpackedBytes = 0;
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0 && names.length < MAX_ENTRIES;) {
    const size = Number.parseInt(bytes.toString('latin1', at + 124, at + 135).trim(), 8) || 0;
    names.push(bytes.toString('utf8', at, at + 100).replace(/\0.*$/s, ''));
    unpackedBytes += size;
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return { names, locked: false, unpackedBytes };
}
