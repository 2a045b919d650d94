import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsSort, IconCheck } from '@tabler/icons-react';
import type { ListOrderWord } from '#contracts';
import { useTexts } from '../texts/language.js';
import { LIST_ORDERS } from './list-view.js';
import classes from './ticket-list.module.css';

/** In which order the list stands. */
export function ListOrder({ order, onChoose }: { readonly order: ListOrderWord; readonly onChoose: (order: ListOrderWord) => void }) {
  const { desk } = useTexts();
  const { label, words, hints } = desk.list.order;
  const name = `${label}: ${words[order]}`;
  return (
    <Menu width={250} position="bottom-end">
      <Menu.Target><ActionIcon variant={order === 'newest' ? 'default' : 'light'} size={32} aria-label={name} title={name}><IconArrowsSort size={17} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        {LIST_ORDERS.map((one) => (
          <Menu.Item key={one} {...(one === order && { 'aria-current': 'true' as const })} rightSection={one === order && <IconCheck size={14} aria-hidden />} onClick={() => onChoose(one)}>
            {words[one]}<small className={classes.hint}>{hints[one]}</small>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
