import { z } from 'zod';
import { section } from '#config';

export const LmtpConfig = section('LMTP', {
  PORT: z.coerce.number().int().min(0).max(65_535).optional().describe('where a mail server delivers straight in (LMTP, RFC 2033); without it and without a socket this door is shut'),
  HOST: z.string().default('127.0.0.1').describe('on which address; LMTP asks nobody who they are, so let nothing but your mail server reach it'),
  SOCKET: z.string().optional().describe('a unix socket instead of a port; who may use it is decided by the rights of its folder'),
  MAX_MB: z.coerce.number().min(0.01).max(1_024).default(64).describe('larger mails are refused at this door, in MB (2^20 bytes); Postfix: message_size_limit should not be higher'),
});
