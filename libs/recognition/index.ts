/** What a mail is about: case type, fields, risk, and why. Pure; no state, no Nest module. */
export { recognise } from './domain/recognise.js';
export type { ExtractedFields, MailToRecognise, Recognition, RecognitionContext, Risk, Signal } from './domain/recognition.js';
