import { useTexts } from '../texts/language.js';

const NAMES: Readonly<Record<string, string>> = { mod: 'Ctrl', enter: '⏎', Enter: '⏎', ' ': '␣', Escape: 'Esc', X: '⇧ x', A: '⇧ a' };

/** `g o` and `mod+k` as key caps. */
export function KeyNames({ keys }: { readonly keys: string }) {
  const { shell } = useTexts();
  const strokes = keys.split(' ');
  return (
    <>
      {strokes.map((stroke, index) => (
        <span key={stroke}>
          {index > 0 && <small> {shell.keys.then} </small>}
          {stroke.split('+').map((key) => <kbd key={key}>{NAMES[key] ?? key}</kbd>)}
        </span>
      ))}
    </>
  );
}
