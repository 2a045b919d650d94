import { Drawer } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { PendingReplies } from '../conversation/pending-bar.js';
import { takeBackUnsent } from '../conversation/pending-replies.js';
import { currentView } from '../desk/list-view.js';
import { followLive } from '../live.js';
import { useTexts } from '../texts/language.js';
import { useCommands } from '../ui/commands.js';
import { Toasts, undoLatest } from '../ui/toasts.js';
import { useStore } from '../ui/store.js';
import { ProofDialog } from './proof-dialog.js';
import { AlarmStrip } from './alarm-strip.js';
import { front } from './front.js';
import { LineLost } from './line-lost.js';
import { Rail } from './rail.js';
import { useMay } from './session.js';
import classes from './shell.module.css';

const Palette = lazy(() => import('./palette.js').then(({ Palette: component }) => ({ default: component })));
const Keys = lazy(() => import('./keys-overlay.js').then(({ KeysOverlay: component }) => ({ default: component })));

/** The frame around everything behind the sign-in. */
export function Shell() {
  const { shell } = useTexts();
  const client = useQueryClient();
  const inFront = useStore(front);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => followLive(client), [client]);
  useEffect(takeBackUnsent, []);
  useEffect(() => { front.set((now) => (now === 'rail' ? null : now)); }, [path]);
  useGoing();

  const close = () => front.set(null);
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>{shell.skip}</a>
      <div className={classes.railSlot}><Rail /></div>
      <div className={classes.stage} id="content" tabIndex={-1}><AlarmStrip /><LineLost /><Outlet /></div>
      {inFront === 'rail' && (
        <Drawer.Root opened onClose={close} size={264} padding={0} lockScroll={false}>
          <Drawer.Overlay backgroundOpacity={0.35} />
          <Drawer.Content aria-label={shell.rail.menu} className={classes.drawer}><Rail /></Drawer.Content>
        </Drawer.Root>
      )}
      <Suspense>
        {inFront === 'palette' && <Palette onClose={close} />}
        {inFront === 'keys' && <Keys onClose={close} />}
      </Suspense>
      <ProofDialog />
      <Toasts><PendingReplies /></Toasts>
    </div>
  );
}

/** The commands that are always there. */
function useGoing(): void {
  const { shell } = useTexts();
  const navigate = useNavigate();
  const may = useMay();
  const view = (queue: string) => () => void navigate({ to: '/q/$portal/$queue', params: { portal: 'all', queue } });
  const list = () => {
    const { portal = 'all', queue = 'all', ...search } = currentView.get() ?? {};
    void navigate({ to: '/q/$portal/$queue', params: { portal, queue }, search });
  };
  useCommands([
    ...(may('tickets.read') ? [
      { label: shell.keys.goQueue, group: 'go', keys: 'g q', run: list } as const,
      { label: shell.keys.goMine, group: 'go', keys: 'g m', run: view('mine') } as const,
      { label: shell.keys.goUnassigned, group: 'go', keys: 'g u', run: view('unassigned') } as const,
    ] : []),
    ...(may('recovery.office') ? [{ label: shell.rail.office, group: 'go', run: () => void navigate({ to: '/office' }) } as const] : []),
    ...(may('recovery.approve') ? [{ label: shell.keys.goApprovals, group: 'go', keys: 'g f', run: () => void navigate({ to: '/approvals' }) } as const] : []),
    ...(may('outbox.read') ? [{ label: shell.keys.goOutbox, group: 'go', keys: 'g o', run: () => void navigate({ to: '/outbox' }) } as const] : []),
    ...(may('quarantine.read') ? [{ label: shell.keys.goQuarantine, group: 'go', keys: 'g x', run: () => void navigate({ to: '/quarantine' }) } as const] : []),
    ...(may('overrides.read') ? [{ label: shell.rail.overrides, group: 'go', run: () => void navigate({ to: '/overrides' }) } as const] : []),
    ...(may('recovery.breach') ? [{ label: shell.rail.breaches, group: 'go', run: () => void navigate({ to: '/breaches' }) } as const] : []),
    ...(may('privacy.read') ? [{ label: shell.rail.privacy, group: 'go', run: () => void navigate({ to: '/privacy' }) } as const] : []),
    ...(may('audit.read') ? [{ label: shell.keys.goAudit, group: 'go', keys: 'g a', run: () => void navigate({ to: '/audit' }) } as const] : []),
    ...(may('mailboxes.read') ? [{ label: shell.keys.goMailboxes, group: 'go', keys: 'g b', run: () => void navigate({ to: '/mailboxes' }) } as const] : []),
    { label: shell.keys.goSettings, group: 'go', keys: 'g s', run: () => void navigate({ to: '/settings' }) },
    { label: shell.keys.undo, group: 'desk', keys: 'z', run: undoLatest },
    { label: shell.keys.help, group: 'desk', keys: '?', run: () => front.set('keys') },
    { label: shell.keys.palette, group: 'desk', keys: 'mod+k', run: () => front.set('palette') },
  ]);
}
