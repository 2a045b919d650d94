import type { SMTPPoolOptions } from 'nodemailer';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]', '::1'];

/** Whether each mailbox that has a token signs in at the relay as itself, as Microsoft 365 and Google want it. */
export function mailboxesSignIn(text: string): boolean {
  return new URL(text).searchParams.get('auth') === 'mailbox';
}

/** `smtps:` is TLS from the first byte; `smtp:` demands STARTTLS, except on this machine or where the URL waives it. */
export function connectionOf(text: string): SMTPPoolOptions {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  const isPlain = !secure && (LOOPBACK.includes(url.hostname) || url.searchParams.get('tls') === 'none');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    ignoreTLS: isPlain,
    requireTLS: !secure && !isPlain,
    ...(url.username ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } } : {}),
  };
}
