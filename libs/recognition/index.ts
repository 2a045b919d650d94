/** What a mail is about: case type, fields, risk, and why. No Nest module, and no state but what was learned. */
export { recognise } from './recognise.js';
export type { ExtractedFields, MailToRecognise, Recognition, RecognitionContext, Risk, Signal } from './domain/recognition.js';
