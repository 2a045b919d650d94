import { ActionIcon } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import { useTexts } from '../texts/language.js';
import { front } from './front.js';
import classes from './menu-button.module.css';

/** Brings the rail where there is no room for it. */
export function MenuButton() {
  const { shell } = useTexts();
  return <ActionIcon className={classes.button} variant="subtle" color="gray" size={32} aria-label={shell.rail.openMenu} onClick={() => front.set('rail')}><IconMenu2 size={19} /></ActionIcon>;
}
