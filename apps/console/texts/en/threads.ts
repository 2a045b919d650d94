/** Which mail belongs to which ticket. */
export const threads = {
  links: 'Linked tickets',
  kinds: {
    claims: { to: 'Refers without proof to', from: 'Referred to without proof by' },
    closed: { to: 'Answers a ticket closed long ago:', from: 'Goes on in' },
    topic: { to: 'Another topic, written as an answer to', from: 'Another topic from this conversation:' },
    split: { to: 'Split off from', from: 'Split off as' },
    merged: { to: 'Merged with', from: 'Merged into this one:' },
  },
  merge: 'Merge', mergeMenu: 'Merge with another ticket …', mergeTitle: (number: string) => `Merge ${number}`,
  mergeWhat: 'All messages move to the other ticket, later answers too. Case and evidence stay where they are. You can take it back for seven days.',
  mergeInto: 'Target: number of the ticket that stays', mergePlaceholder: 'e.g. SCH-1042',
  otherRequester: 'The two tickets are from different people. Once merged, each of them can write on this ticket. Your answers only ever go to the person whose message you answer.',
  otherRequesterSure: 'I know that they are different people',
  merged: (number: string, into: string) => `${number} merged with ${into}`, unmerge: 'Take back', unmerged: (number: string) => `${number} is a ticket of its own again`,
  split: 'Split off as a ticket of its own', splitDone: (number: string) => `Split off as ${number}`,
  mayWrite: 'Also writing here:',
};
