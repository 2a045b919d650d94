import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconCheck, IconCommand, IconDeviceDesktop, IconKeyboard, IconLanguage, IconLogout, IconMoon, IconSelector, IconSettings, IconSun } from '@tabler/icons-react';
import { forgetDrafts } from '../conversation/drafts.js';
import { sendAllNow } from '../conversation/pending-replies.js';
import { chooseLanguage, useLocale, useTexts, wordFor } from '../texts/language.js';
import { Initials } from '../ui/bits.js';
import { sayProblem } from '../ui/problem.js';
import { front } from './front.js';
import { signOut, useSession } from './session.js';
import classes from './rail.module.css';

const SCHEMES = [['light', IconSun], ['dark', IconMoon], ['auto', IconDeviceDesktop]] as const;

/** Who is at the desk, and how they like it. */
export function Person() {
  const { shell, words } = useTexts();
  const { agent } = useSession();
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = async () => {
    await sendAllNow(client);
    await signOut(client);
    forgetDrafts();
    await navigate({ to: '/sign-in' });
  };

  return (
    <Menu position="top-start" width={224}>
      <Menu.Target>
        <UnstyledButton className={classes.person}>
          <Initials name={agent.displayName} me />
          <span className={classes.personName}><i className="said">{shell.rail.account}</i>{agent.displayName}<small>{agent.roles.map((role) => wordFor(words.roles, role)).join(', ')}</small></span>
          <IconSelector size={15} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{shell.rail.scheme}</Menu.Label>
        {SCHEMES.map(([scheme, Icon]) => (
          <Menu.Item key={scheme} leftSection={<Icon size={15} />} rightSection={colorScheme === scheme && <IconCheck size={14} />} onClick={() => setColorScheme(scheme)}>{shell.rail[scheme]}</Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLanguage size={15} />} onClick={() => void chooseLanguage(locale === 'de' ? 'en' : 'de')} lang={locale === 'de' ? 'en' : 'de'}>{locale === 'de' ? 'English' : 'Deutsch'}</Menu.Item>
        <Menu.Item leftSection={<IconCommand size={15} />} rightSection={<kbd aria-hidden>Ctrl K</kbd>} onClick={() => front.set('palette')}>{shell.rail.commands}</Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={15} />} rightSection={<kbd aria-hidden>?</kbd>} onClick={() => front.set('keys')}>{shell.rail.help}</Menu.Item>
        <Menu.Item leftSection={<IconSettings size={15} />} onClick={() => void navigate({ to: '/settings' })}>{shell.rail.settings}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void leave().catch(sayProblem)}>{shell.rail.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
