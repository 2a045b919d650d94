import { Button, Modal } from '@mantine/core';
import { useTexts } from '../texts/language.js';
import classes from './oversight.module.css';

interface SureProps {
  readonly title: string;
  readonly text: string;
  readonly go: string;
  /** What is gone then is gone for good. */
  readonly isFinal?: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** A question before something that cannot be taken back. */
export function Sure({ title, text, go, isFinal = false, onCancel, onConfirm }: SureProps) {
  const { shell } = useTexts();
  return (
    <Modal opened onClose={onCancel} title={title} closeButtonProps={{ 'aria-label': shell.common.close }}>
      <p>{text}</p>
      <div className={classes.buttons}>
        <Button variant="default" data-autofocus onClick={onCancel}>{shell.common.cancel}</Button>
        <Button {...(isFinal && { color: 'red' })} onClick={onConfirm}>{go}</Button>
      </div>
    </Modal>
  );
}
