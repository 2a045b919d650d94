import { Modal } from '@mantine/core';
import { useTexts } from '../texts/language.js';
import { allCommands } from '../ui/commands.js';
import { singleKeysOn } from '../ui/keys.js';
import { useStore } from '../ui/store.js';
import { KeyNames } from './key-names.js';
import classes from './shell.module.css';

/** Those of `go` come from what this person may: nobody is shown a way that ends at a closed door. */
const KEYS = {
  list: [['j', 'next'], ['k', 'previous'], ['Enter', 'open'], ['/', 'search'], ['a', 'assign'], ['e', 'solve'], ['x', 'select'], ['X', 'selectRange'], ['A', 'selectAll'], ['Escape', 'selectNone']],
  ticket: [['r', 'reply'], ['n', 'note'], ['a', 'assign'], ['m', 'merge'], ['l', 'link'], ['t', 'temporary'], ['e', 'solve'], ['u', 'back'], ['c', 'casePanel']],
  anywhere: [['z', 'undo'], ['mod+Enter', 'send'], ['mod+k', 'palette'], ['?', 'help']],
} as const;

/** `?`: the whole keyboard on one page. */
export function KeysOverlay({ onClose }: { readonly onClose: () => void }) {
  const { shell } = useTexts();
  const on = useStore(singleKeysOn);
  return (
    <Modal opened onClose={onClose} size="xl" title={shell.keys.title} closeButtonProps={{ 'aria-label': shell.common.close }}>
      {!on && <p className={classes.keysOff}>{shell.keys.off}</p>}
      <div className={classes.keys}>
        {(['list', 'ticket', 'go', 'anywhere'] as const).map((group) => (
          <section key={group}>
            <h3>{shell.keys[group]}</h3>
            <dl>{linesOf(group, shell.keys).map(([keys, label]) => <div key={keys}><dt>{label}</dt><dd><KeyNames keys={keys} /></dd></div>)}</dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function linesOf(group: keyof typeof KEYS | 'go', words: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  if (group !== 'go') return KEYS[group].map(([keys, name]) => [keys, words[name]!] as const);
  return allCommands().flatMap(({ group: of, keys, label }) => (of === 'go' && keys !== undefined ? [[keys, label] as const] : []));
}
