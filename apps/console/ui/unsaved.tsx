import { useBlocker } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Sure } from '../oversight/sure.js';

interface Leaving {
  readonly title: string;
  readonly text: string;
  readonly go: string;
}

export interface Unsaved {
  readonly is: boolean;
  readonly set: (isUnsaved: boolean) => void;
  /** For what leaves the words without leaving the page: asks first, where something would be lost. */
  readonly before: (go: () => void) => void;
  readonly question: ReactNode;
}

/** Asks before words that are not saved are left: for another page, for another thing on this page, and (in the browser's own words) when the tab is closed. */
export function useUnsaved({ title, text, go }: Leaving): Unsaved {
  const [is, set] = useState(false);
  const [wish, setWish] = useState<{ readonly go: () => void }>();
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: () => is, enableBeforeUnload: is, withResolver: true });
  const isBlocked = status === 'blocked';
  return {
    is, set,
    before: (then) => (is ? setWish({ go: then }) : then()),
    question: (isBlocked || wish !== undefined) && (
      <Sure
        title={title} text={text} go={go}
        onCancel={() => { setWish(undefined); if (isBlocked) reset(); }}
        onConfirm={() => { set(false); setWish(undefined); wish?.go(); if (isBlocked) proceed(); }}
      />
    ),
  };
}
