import { listTar, listZip, endOfZip, type ArchiveList } from './archives.js';
import { extensionOf, isProgram, marksByName, type Mark } from './marks.js';

/** What magic numbers say a file is; undefined for texts and for what nobody knows. */
export interface Detected {
  readonly ext: string;
  readonly mime: string;
}

export interface Inspected {
  /** The type by content: never the declared one. */
  readonly type: string;
  readonly marks: readonly Mark[];
  /** One of the four kinds of image that are drawn anew for a preview. */
  readonly isPicture: boolean;
}

const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
const PROGRAMS = /^(exe|elf|macho|dll|msi|class|dex|deb|rpm|cab|jar|apk|swf|wasm|nes|crx|xpi)$/;
const ARCHIVES_WITHOUT_LIST = /^(rar|7z|gz|bz2|xz|zst|lz|lzh|lz4|ace|arj|ar|Z)$/i;
/** Extensions that are the same kind of file to their magic number. */
const SAME: readonly (readonly string[])[] = [
  ['jpg', 'jpeg', 'jpe', 'jfif'], ['tif', 'tiff'], ['mpg', 'mpeg'], ['heic', 'heif'], ['zip', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'epub', 'pages', 'numbers', 'key', 'docm', 'xlsm', 'pptm', 'dotx', 'xltx', 'potx', 'jar', 'kmz'],
  ['cfb', 'doc', 'xls', 'ppt', 'msg', 'msi', 'dot', 'xlt', 'pps', 'pub', 'vsd'], ['gz', 'tgz'], ['xml', 'html', 'htm', 'svg', 'xhtml', 'rss'], ['mp4', 'm4a', 'm4v', 'mov', '3gp'], ['asf', 'wmv', 'wma'], ['ogg', 'oga', 'ogv', 'opus', 'ogx'], ['ics', 'ical'], ['vcf', 'vcard'],
  ['pdf', 'ai'], ['ps', 'eps'], ['p7s', 'p7m', 'der', 'cer', 'crt'], ['exe', 'dll', 'scr', 'com', 'sys', 'cpl'],
];
/** Files with these names always have a magic number; without one they are something else. */
const ALWAYS_MAGIC = /^(pdf|jpe?g|png|gif|webp|zip|docx|xlsx|pptx|odt|exe|rar|7z|mp4)$/;
const BOMB_BYTES = 200 * 1024 * 1024;
const BOMB_RATIO = 100;
const LOOKED_AT = 2 * 1024 * 1024;

/** What a file is and why it may do harm, by its content, compared with what its name and its mail say (T18). */
export function inspect(bytes: Buffer, name: string, declaredType: string, detected: Detected | undefined): Inspected {
  const marks = new Set<Mark>(marksByName(name, declaredType));
  const head = bytes.subarray(0, LOOKED_AT).toString('latin1');
  const text = detected === undefined || detected.mime === 'application/xml' ? kindOfText(head) : undefined;
  if (detected && PROGRAMS.test(detected.ext)) marks.add('executable');
  if (detected && /^(iso|dmg|vhdx?)$/.test(detected.ext)) marks.add('disk-image');
  if (detected?.ext === 'lnk') marks.add('shortcut');
  if (text === 'image/svg+xml') marks.add('svg');
  if (text === 'text/html') marks.add('active-page');
  if (text === 'text/x-script') marks.add('script');
  if (isPdfWithAction(detected, head)) marks.add('active-pdf');
  for (const mark of marksInside(bytes, detected, head)) marks.add(mark);
  if (isPolyglot(bytes, detected, head)) marks.add('polyglot');
  if (isMismatch(name, declaredType, detected, text)) marks.add('type-mismatch');
  const type = text ?? detected?.mime ?? (isText(bytes) ? 'text/plain' : 'application/octet-stream');
  return { type, marks: [...marks], isPicture: PICTURES.includes(type) };
}

function kindOfText(head: string): string | undefined {
  const start = head.slice(0, 4_096).replace(/^\xef\xbb\xbf|^[\s\0\xff\xfe]+/g, '').replaceAll('\0', '').trimStart();
  const root = withoutProlog(start);
  if (/^(?:<!DOCTYPE\s+svg[^>]{0,500}>\s*)?<svg[\s>]/i.test(root)) return 'image/svg+xml';
  // What begins like that is a page to browsers, whatever follows (WHATWG MIME Sniffing, section 7.1).
  if (/^<!--[\s>]/.test(start)) return 'text/html';
  if (/^<(?:!DOCTYPE\s+html|html|head|body|script|iframe|meta|form)[\s>]/i.test(root)) return 'text/html';
  if (/^(?:#!|@?echo off\b|<\?php|<%@?|\$ErrorActionPreference|powershell|param\s*\(|On Error Resume|Dim \w+|WScript\.|Sub \w+\s*\(|var \w+\s*=\s*new ActiveXObject|eval\()/i.test(start)) return 'text/x-script';
  return undefined;
}

/**
 * Without the declarations and the comments above the first element. By hand: as one pattern, 30 comments took longer than
 * anybody waits. `<!-->` is a comment too, and `--!>` ends one (HTML 13.2.5.43, 13.2.5.52).
 */
function withoutProlog(page: string): string {
  let rest = page;
  for (let length = lengthOfProlog(rest); length > 0; length = lengthOfProlog(rest)) rest = rest.slice(length).trimStart();
  return rest;
}

/** Of one declaration or comment at the beginning; 0: there is none, or it has no end. */
function lengthOfProlog(page: string): number {
  // Of XML only: a script in PHP begins like that, too, and is one.
  if (/^<\?xml/i.test(page)) return page.indexOf('>') + 1;
  const end = page.startsWith('<!--') ? /--!?>/.exec(page.slice('<!'.length)) : null;
  return end ? '<!'.length + end.index + end[0].length : 0;
}

function isPdfWithAction(detected: Detected | undefined, head: string): boolean {
  return detected?.mime === 'application/pdf' && /\/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|SubmitForm)\b/.test(head);
}

function* marksInside(bytes: Buffer, detected: Detected | undefined, head: string): Generator<Mark> {
  const list = listOf(bytes, detected);
  if (list) {
    if (list.names.some((name) => /(?:^|\/)(?:vbaProject\.bin|xl\/macrosheets\/|Basic\/Standard\/)/i.test(name) || /xl\/macrosheets\//i.test(name))) yield 'macro';
    if (!isOffice(list) && list.names.some(isProgram)) yield 'program-inside';
    if (!isOffice(list) && list.names.some((name) => /\.(zip|rar|7z|gz|iso|img|cab)$/i.test(name))) yield 'unlisted-archive';
    if (list.locked) yield 'locked-archive';
    if (list.unpackedBytes > BOMB_BYTES && list.unpackedBytes > bytes.length * BOMB_RATIO) yield 'bomb';
  } else if (detected && (ARCHIVES_WITHOUT_LIST.test(detected.ext) || detected.ext === 'zip')) yield 'unlisted-archive';
  // OLE 2 keeps the names of its streams in UTF-16.
  if (detected?.mime === 'application/x-cfb' && /V\0B\0A\0|M\0a\0c\0r\0o\0s\0|_\0V\0B\0A\0/.test(head)) yield 'macro';
  if (head.startsWith('{\\rtf') && /\\obj(?:ect|data|update|autlink)/.test(head)) yield 'macro';
}

function listOf(bytes: Buffer, detected: Detected | undefined): ArchiveList | undefined {
  if (detected?.ext === 'tar') return listTar(bytes);
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? listZip(bytes) : undefined;
}

function isOffice({ names }: ArchiveList): boolean {
  return names.some((name) => name === '[Content_Types].xml' || name === 'META-INF/manifest.xml' || name === 'mimetype');
}

/** Two files in one: a picture that is a page, a document with an archive behind it. */
function isPolyglot(bytes: Buffer, detected: Detected | undefined, head: string): boolean {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip && detected !== undefined && !/^(exe|elf|macho|msi)$/.test(detected.ext) && endOfZip(bytes) >= 0 && listZip(bytes) !== undefined) return true;
  if (detected && detected.mime !== 'application/pdf' && /^[\s\S]{1,1024}%PDF-1\.\d/.test(head.slice(0, 1_040))) return true;
  return detected !== undefined && detected.mime.startsWith('image/') && /<script[\s>]|<\?php|<html[\s>]|<svg[\s>]|<iframe[\s>]/i.test(head);
}

function isMismatch(name: string, declaredType: string, detected: Detected | undefined, text: string | undefined): boolean {
  const extension = extensionOf(name);
  if (text) return !/^(html?|xhtml?|xml|svg|mhtml?|txt|sh|bat|cmd|ps1|php|js|vbs|py|pl|rb|)$/.test(extension) || /^(image\/(?!svg)|application\/pdf|video|audio)/.test(declaredType);
  if (!detected) return ALWAYS_MAGIC.test(extension);
  if (extension !== '' && /^[a-z0-9]{1,8}$/.test(extension) && !/^(dat|bin|tmp|attachment|eml)$/.test(extension) && !isSame(extension, detected.ext)) return true;
  const [declared, found] = [declaredType.split('/')[0]!, detected.mime.split('/')[0]!];
  return ['image', 'audio', 'video'].includes(declared) && declared !== found && !(declared === 'video' && found === 'audio') && !(declared === 'audio' && found === 'video');
}

function isSame(one: string, other: string): boolean {
  return one === other || SAME.some((group) => group.includes(one) && group.includes(other));
}

function isText(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4_096);
  return !head.some((byte) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32));
}
