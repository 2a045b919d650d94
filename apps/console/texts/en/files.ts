import type { files as de } from '../de/files.js';

export const files = {
  look: 'View', save: 'Save', close: 'Close', saveAnyway: 'Save anyway',
  lookAt: (name: string) => `View ${name}`,
  saveNamed: (name: string) => `Save ${name}`,
  infected: (name: string) => `Malware: ${name}`,
  redrawn: 'Preview drawn anew, without what the camera added.',
  sureTitle: 'This file may do harm',
  sureText: 'Save it only if you really need it, and do not open it at your desk.',
  showPage: 'View as HTML', hidePage: 'Hide HTML', pageTitle: 'Mail as HTML, without scripts and without images from the web',
  showMasked: 'Show hidden parts', hideMasked: 'Hide again', reason: 'Why?', reasonWhy: 'The reason is logged with your name.',
  marks: {
    executable: 'program', script: 'script', macro: 'macros', 'active-page': 'web page', svg: 'SVG', shortcut: 'shortcut', 'disk-image': 'disk image', 'active-pdf': 'PDF with actions', 'program-inside': 'program in archive',
    'locked-archive': 'encrypted archive', 'unlisted-archive': 'archive, content unknown', bomb: 'archive bomb', 'double-extension': 'double extension', 'hidden-name': 'disguised name', 'type-mismatch': 'content does not fit its name', polyglot: 'two files in one',
  },
  scans: { off: 'not scanned for viruses', waiting: 'virus scan pending', clean: 'no virus found', infected: 'malware', unreachable: 'virus scanner does not answer' },
} satisfies typeof de;
