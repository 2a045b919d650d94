import { expect } from '@jest/globals';
import { OWN_PASSWORD, type CaseScene, type Writer } from '../../support/case-scene.js';
import type { Person } from '../../support/person.js';
import type { SeedCase } from '../../support/seed-cases.js';

export interface CaseStory {
  /** Begins with the cases (U…) and staff actions (P…) that it proves. */
  readonly title: string;
  readonly tell: (scene: CaseScene) => Promise<void>;
}

/** The portal's own words come back by themselves, nothing is touched, and who could sign in before still can. */
export function informed(id: SeedCase['id'], title: string, writer: Writer, login?: string): CaseStory {
  return {
    title: `${id} P15: ${title}`,
    tell: async (scene) => {
      const { seed, person, ticket } = await scene.asks(id, writer);
      const words = scene.profile(seed.portal).answers.find(({ caseType }) => caseType === ticket.caseType)!.text[ticket.language];
      const mail = await person.receives(({ text }) => flat(text).includes(flat(words)), `the portal's words on ${ticket.caseType}`);
      expect(mail.header('auto-submitted')).toBe('auto-replied');
      expect((await scene.followsOnStatusPage(person, ticket)).text).toContain(flat(words).slice(0, 60));
      await scene.nothingWasHandedOut(ticket, person);
      if (login) await scene.isIn(seed.portal, login);
    },
  };
}

/** A person answers, with the portal's words or the desk's own; nothing is touched. */
export function answeredByAgent(id: SeedCase['id'], title: string, writer: Writer, reply: string): CaseStory {
  return {
    title: `${id} P16: ${title}`,
    tell: async (scene) => {
      const { seed, person, ticket } = await scene.asks(id, writer);
      await scene.followsOnStatusPage(person, ticket);
      await scene.agent(seed.portal).post(`/api/v1/tickets/${ticket.number}/replies`, { text: reply, close: true });
      await person.receives(({ text }) => flat(text).includes(flat(reply)), 'the reply');
      await scene.desk.eventually(async () => expect((await scene.ticket(ticket)).state).toMatch(/solved|closed/));
      await scene.nothingWasHandedOut(ticket, person);
      await scene.isIn(seed.portal, writer.who);
    },
  };
}

/** A link to the address on file within seconds, by itself; behind it a new password, and the person is in. */
export function linkedAtOnce(id: SeedCase['id'], title: string, writer: Writer, path: '/r/' | '/a/'): CaseStory {
  return {
    title,
    tell: async (scene) => {
      const { seed, person, ticket } = await scene.asks(id, writer);
      const mail = await scene.choosesPassword(person, path, seed.portal, writer.who);
      expect(mail.header('auto-submitted')).toMatch(/^auto-/);
      expect(mail.raw).not.toContain(OWN_PASSWORD);
      await scene.hearOfIt(person);
      await scene.followsOnStatusPage(person, ticket);
      const after = await scene.ticket(ticket);
      expect(after.timeline.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['ticket.opened', 'action.done']));
      expect(after.case?.checklist.steps.find(({ kind }) => kind === 'solved')).toMatchObject({ state: 'done' });
    },
  };
}

/** Both mailboxes say yes: changed at once. The old one hears of it; sign-in and links go by the new address from now on. */
export function movesAddress(id: SeedCase['id'], title: string, writer: Writer): CaseStory {
  return {
    title: `${id} P2: ${title}`,
    tell: async (scene) => {
      const { seed, person, ticket } = await scene.asks(id, writer);
      const old = scene.desk.person(scene.account(seed.portal, writer.who).addresses[0]!);
      await scene.links(ticket, writer.who);
      await scene.isLocked(ticket, 'change-email', 'recovery.new-address-unproved');
      await scene.provesNewAddress(ticket, person);
      await scene.isLocked(ticket, 'change-email', 'recovery.level-too-low');
      await scene.provesMailbox(ticket, old);
      expect((await scene.asksFor(ticket, 'change-email')).state).toBe('done');
      await scene.hearOfIt(old);
      await scene.isIn(seed.portal, person.address, scene.passwordOf(seed.portal, writer.who));
      await scene.isOut(seed.portal, old.address, scene.passwordOf(seed.portal, writer.who));
    },
  };
}

export async function bothMailboxes(scene: CaseScene, portal: string, who: string): Promise<Person[]> {
  return scene.account(portal, who).addresses.map((address) => scene.desk.person(address));
}

/** As one reads it, whatever the line breaks of the mail. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
