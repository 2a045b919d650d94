import type { INestApplicationContext } from '@nestjs/common';
import { ListAgents } from '#agents';
import { canonicalAddress } from '#kernel';

export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** An id that belongs to nobody when nobody has this address: the action refuses it as unknown. */
export async function idOf(house: INestApplicationContext, email: string): Promise<string> {
  const agents = await house.get(ListAgents).run();
  return agents.find((one) => one.email === canonicalAddress(email))?.id ?? NOBODY;
}
