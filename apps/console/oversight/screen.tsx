import { IconLock } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { MenuButton } from '../shell/menu-button.js';
import { useMay } from '../shell/session.js';
import { useTexts } from '../texts/language.js';
import { Empty } from '../ui/bits.js';
import { useScreenTitle } from '../ui/screen-title.js';
import classes from './oversight.module.css';

interface ScreenProps {
  readonly title: string;
  readonly lead?: string;
  /** Who may look; the server says no anyway. */
  readonly needs?: string;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** Frame of the screens beside the desk. The heading takes the focus, so that a screen reader starts there. */
export function Screen({ title, lead, needs, tools, children }: ScreenProps) {
  const { shell } = useTexts();
  const may = useMay();
  const heading = useRef<HTMLHeadingElement>(null);
  useScreenTitle(title);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main className={classes.screen}>
      <header className={classes.head}>
        <MenuButton />
        <div>
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {tools && <div className={classes.tools}>{tools}</div>}
      </header>
      <div className={classes.body} role="region" aria-label={title} tabIndex={0}>{needs !== undefined && !may(needs) ? <Empty icon={IconLock} title={shell.wrong.mayNot}><p>{shell.wrong.mayNotText}</p></Empty> : children}</div>
    </main>
  );
}
