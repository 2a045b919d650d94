import { Modal } from '@mantine/core';
import { useTexts } from '../texts/language.js';
import { singleKeysOn } from '../ui/keys.js';
import { useStore } from '../ui/store.js';
import { KeyNames } from './key-names.js';
import classes from './shell.module.css';

const KEYS = {
  list: [['j', 'next'], ['k', 'previous'], ['Enter', 'open'], ['/', 'search'], ['a', 'assign'], ['e', 'solve']],
  ticket: [['r', 'reply'], ['n', 'note'], ['a', 'assign'], ['m', 'merge'], ['l', 'link'], ['t', 'temporary'], ['e', 'solve'], ['u', 'back'], ['c', 'casePanel']],
  go: [['g q', 'goQueue'], ['g m', 'goMine'], ['g u', 'goUnassigned'], ['g o', 'goOutbox'], ['g x', 'goQuarantine'], ['g a', 'goAudit'], ['g b', 'goMailboxes'], ['g s', 'goSettings']],
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
            <dl>{KEYS[group].map(([keys, name]) => <div key={keys}><dt>{shell.keys[name]}</dt><dd><KeyNames keys={keys} /></dd></div>)}</dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
