import { hidesItself } from './safe-name.js';

/** Why a file may do harm (T18, R56). Every one of them keeps it from being opened by a single click. */
export const MARKS = [
  'executable', 'script', 'macro', 'active-page', 'svg', 'shortcut', 'disk-image', 'active-pdf', 'program-inside', 'locked-archive', 'unlisted-archive', 'bomb',
  'double-extension', 'hidden-name', 'type-mismatch', 'polyglot',
] as const;
export type Mark = (typeof MARKS)[number];

const BY_EXTENSION: readonly (readonly [Mark, RegExp])[] = [
  ['executable', /^(exe|com|scr|pif|dll|cpl|msi|msp|msix|appx|jar|apk|app|deb|rpm|run|bin|elf|sys|ocx|gadget|xll|pkg)$/],
  ['script', /^(bat|cmd|ps1|psm1|vb|vbs|vbe|js|jse|mjs|ws|wsf|wsh|wsc|sct|hta|sh|bash|zsh|py|pyw|pl|rb|php|scf|reg|inf|msc|chm|hlp|ade|adp|application|command|workflow|action)$/],
  ['macro', /^(docm|dotm|xlsm|xltm|xlam|xlsb|pptm|potm|ppam|ppsm|sldm|slk|iqy|one|onepkg)$/],
  ['active-page', /^(html?|xhtml?|xht|mhtml?|shtml?|xslt?|swf)$/],
  ['svg', /^(svgz?)$/],
  ['shortcut', /^(lnk|url|desktop|website|webloc|library-ms|search-ms|settingcontent-ms|appref-ms)$/],
  ['disk-image', /^(iso|img|vhdx?|vmdk|dmg|udf|wim)$/],
];
const BY_TYPE: readonly (readonly [Mark, RegExp])[] = [
  ['active-page', /^(text\/html|application\/xhtml\+xml|multipart\/related|application\/x-shockwave-flash)$/],
  ['svg', /^image\/svg/],
  ['script', /^(text|application)\/(x-)?(javascript|ecmascript|sh|shellscript|powershell|python|perl|php|vbscript|bat)$|^application\/hta$/],
  ['executable', /^application\/(x-msdownload|x-msdos-program|x-dosexec|x-executable|x-elf|x-mach-binary|vnd\.microsoft\.portable-executable|java-archive|x-msi|x-ms-installer|vnd\.android\.package-archive)$/],
  ['macro', /macroenabled/i],
  ['shortcut', /^application\/x-ms-shortcut$/],
  ['disk-image', /^application\/(x-iso9660-image|x-apple-diskimage|x-raw-disk-image)$/],
];
/** What people take for harmless; behind it another extension is a disguise. */
const DECOY = /\.(pdf|docx?|xlsx?|pptx?|txt|jpe?g|png|gif|mp[34]|zip|csv|rtf|odt)[\s_.\u00a0]*\.[a-z0-9]{1,8}$/i;

/** What name and declared type give away, without a look inside. */
export function marksByName(name: string, declaredType = ''): Mark[] {
  const extension = extensionOf(name);
  const marks = new Set<Mark>();
  for (const [mark, pattern] of BY_EXTENSION) if (pattern.test(extension)) marks.add(mark);
  for (const [mark, pattern] of BY_TYPE) if (pattern.test(declaredType.toLowerCase())) marks.add(mark);
  if (DECOY.test(name) && !/\.(gz|bz2|xz|sig|asc|p7s|p7m|eml)$/i.test(name)) marks.add('double-extension');
  if (hidesItself(name) || /\[U\+[0-9A-F]{4}\]/.test(name)) marks.add('hidden-name');
  return [...marks];
}

/** Behind the last dot, lower case, without what people do not see at its end. */
export function extensionOf(name: string): string {
  return (/\.([^.\s]{1,20})[\s.\u00a0]*$/.exec(name)?.[1] ?? '').toLowerCase();
}

/** Whether a file of this name inside an archive makes the archive dangerous. */
export function isProgram(name: string): boolean {
  return marksByName(name).some((mark) => mark !== 'hidden-name' && mark !== 'active-page') || /\.(html?|mhtml?)$/i.test(name);
}
