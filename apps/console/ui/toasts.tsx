import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import { createRef, type ReactNode } from 'react';
import { texts, useTexts } from '../texts/language.js';
import { createStore, useStore } from './store.js';
import classes from './toasts.module.css';

export interface Toast {
  readonly id: number;
  readonly tone: 'ok' | 'problem' | 'info';
  readonly text: string;
  /** Given when it can be taken back; `z` does the latest. */
  readonly undo?: (() => void) | undefined;
}

const LIFE_MS = { ok: 5000, info: 6000, problem: 12_000 } as const;
const toasts = createStore<readonly Toast[]>([]);
let lastId = 0;

export function toast(tone: Toast['tone'], text: string, undo?: () => void): void {
  const id = ++lastId;
  toasts.set((all) => [...all.filter((one) => one.text !== text).slice(-3), { id, tone, text, undo }]);
  setTimeout(() => expire(id), undo ? 9000 : LIFE_MS[tone]);
}

const LOOK_AGAIN_MS = 1000;
const stack = createRef<HTMLDivElement>();

/** Whoever points at them, or is among them with the keyboard, is not done with them (WCAG 2.2.1). Looked at when it matters: one that goes with the focus in it tells nobody that it was left. */
function isHeld(): boolean {
  return stack.current !== null && (stack.current.matches(':hover') || stack.current.contains(document.activeElement));
}

function expire(id: number): void {
  if (isHeld()) setTimeout(() => expire(id), LOOK_AGAIN_MS);
  else dismiss(id);
}

export function dismiss(id: number): void {
  toasts.set((all) => all.filter((one) => one.id !== id));
}

/** Takes back what was done last, if it still can be. */
export function undoLatest(): boolean {
  const latest = toasts.get().findLast(({ undo }) => undo);
  if (!latest) return false;
  dismiss(latest.id);
  latest.undo?.();
  return true;
}

export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast('ok', texts().shell.common.copied);
  } catch {
    // Without permission the text can still be selected by hand.
  }
}

/** The corner where the desk says what it did. `children` stay above: replies that are about to leave. */
export function Toasts({ children }: { readonly children?: ReactNode }) {
  const { shell } = useTexts();
  const all = useStore(toasts);
  return (
    <div className={classes.corner}>
      {children}
      <div ref={stack} role="status" aria-live="polite" className={classes.stack}>
        {all.map(({ id, tone, text, undo }) => (
          <div key={id} className={classes.toast} data-tone={tone}>
            {tone === 'ok' ? <IconCheck size={18} aria-hidden /> : tone === 'problem' ? <IconAlertTriangle size={18} aria-hidden /> : <IconInfoCircle size={18} aria-hidden />}
            <span className={classes.text}>{text}</span>
            {undo && (
              <button type="button" className={classes.undo} onClick={() => { dismiss(id); undo(); }}>
                {shell.common.undo} <kbd aria-hidden>z</kbd>
              </button>
            )}
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={shell.common.close} onClick={() => dismiss(id)}><IconX size={15} /></ActionIcon>
          </div>
        ))}
      </div>
    </div>
  );
}
