import { header, says, type Screen } from './screen.js';

export const LOOP_HEADER = 'x-rekey-loop';

/** Our own mail that came back: our loop header, or a Message-ID that we signed (T20, R70). */
export const ownEcho: Screen = (mail, { isOurLoopMark, isOurMessageId }) => {
  const verdict = { mailClass: 'own-echo', disposition: 'set-aside' } as const;
  if (isOurLoopMark(header(mail, LOOP_HEADER))) return says(verdict, `${LOOP_HEADER} is ours`);
  if (isOurMessageId(mail.messageId)) return says(verdict, 'its message-id is one of ours');
  return undefined;
};
