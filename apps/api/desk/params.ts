import { z } from 'zod';

/** A row's id in a path. */
export const Id = z.uuid();

/** A ticket's number in a path: `SCH-1042`. */
export const TicketNumber = z.string().regex(/^[A-Za-z]{1,8}-\d{1,12}$/, 'a ticket number such as SCH-1042');
