import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useMay } from '../shell/session.js';
import { useTexts } from '../texts/language.js';
import { useThreads } from './change-threads.js';

/** Gives one received message a ticket of its own. A merger takes it back. */
export function SplitButton({ messageId }: { readonly messageId: string }) {
  const { threads } = useTexts();
  const may = useMay();
  const number = useParams({ strict: false, select: (params) => params.number });
  const { split } = useThreads();
  if (number === undefined || !may('tickets.write')) return null;
  return (
    <Tooltip label={threads.split}>
      <ActionIcon variant="subtle" color="gray" size={24} aria-label={threads.split} loading={split.isPending} onClick={() => split.mutate({ number, messageId })}><IconArrowsSplit2 size={15} /></ActionIcon>
    </Tooltip>
  );
}
