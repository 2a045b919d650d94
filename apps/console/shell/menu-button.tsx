import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconMenu2 } from '@tabler/icons-react';
import { waitingQuery } from '../desk/desk.queries.js';
import { useTexts } from '../texts/language.js';
import { front } from './front.js';
import classes from './menu-button.module.css';

/** Brings the rail where there is no room for it. A dot says that somebody waits for a second person: of all numbers in the rail the one that runs out within a day. */
export function MenuButton() {
  const { shell } = useTexts();
  const { data: { approvals = 0 } = {} } = useQuery(waitingQuery);
  const label = approvals > 0 ? `${shell.rail.openMenu} (${shell.rail.approvals}: ${shell.rail.waiting(approvals)})` : shell.rail.openMenu;
  return <ActionIcon className={classes.button} data-waiting={approvals > 0 || undefined} variant="subtle" color="gray" size={32} aria-label={label} onClick={() => front.set('rail')}><IconMenu2 size={19} /></ActionIcon>;
}
