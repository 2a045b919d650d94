import type { IncomingMail } from './incoming-mail.js';

/** What the delivering server said of a mail, apart from what the mail says of itself (RFC 5321 section 2.3.1). */
export interface Envelope {
  /** MAIL FROM; '' is the null sender. */
  readonly from: string;
  /** RCPT TO as given, with its detail (`support+…@`). */
  readonly to: string;
  /** Who delivered to the border server, where it passes that on (Postfix: `lmtp_send_xforward_command`); for SPF. */
  readonly client?: { readonly address?: string; readonly name?: string; readonly helo?: string };
}

/** Anybody can write a Return-Path or Delivered-To into a mail; the envelope comes from the server that delivered it. */
export function withEnvelope<Mail extends IncomingMail>(mail: Mail, envelope: Envelope | null | undefined): Mail {
  return envelope ? Object.freeze({ ...mail, returnPath: envelope.from, deliveredTo: [envelope.to] }) : mail;
}
