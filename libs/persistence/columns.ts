import { p } from '@mikro-orm/core';
import { newId } from '#kernel';

/** The primary key of every table: UUIDv7, made by us so that rows can refer to each other before they are written. */
export const idColumn = { id: p.uuid().primary().onCreate(() => newId()) };

export const createdAtColumn = { createdAt: p.datetime() };
