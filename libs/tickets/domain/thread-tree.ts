import { bareSubject, isAnswerSubject } from './subject.js';

/** What of a mail says where it stands in its thread. */
export interface MailInThread {
  /** Without angle brackets; undefined or empty: it has none. */
  readonly messageId: string | undefined;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly subject: string;
  readonly at: Date;
}

/** `mail` is undefined for one that others refer to and that is not here; only at the top, and only above several. */
export interface ThreadNode<Mail extends MailInThread> {
  readonly mail: Mail | undefined;
  readonly answers: readonly ThreadNode<Mail>[];
}

/** While the tree is being built. */
class Place<Mail extends MailInThread> {
  parent: Place<Mail> | undefined;
  answers: Place<Mail>[] = [];
  constructor(public mail?: Mail) {}

  moveUnder(parent: Place<Mail> | undefined): void {
    if (this.parent) this.parent.answers = this.parent.answers.filter((one) => one !== this);
    this.parent = parent;
    parent?.answers.push(this);
  }

  isAbove(other: Place<Mail>): boolean {
    for (let at: Place<Mail> | undefined = other; at; at = at.parent) if (at === this) return true;
    return false;
  }

  /** The mail here, or the first one below a missing one. */
  get first(): Mail | undefined {
    return this.mail ?? this.answers[0]?.first;
  }
}

/**
 * Who answered whom: THREAD=REFERENCES of RFC 5256 section 3, with its numbered steps. Mails keep the order in which they are
 * given where their dates are equal.
 *
 * @param bySubject step 5, which joins threads of one subject. Only within one ticket: across senders a subject proves
 * nothing (helpdesk-peers case 13).
 */
export function threadTree<Mail extends MailInThread>(mails: readonly Mail[], { bySubject }: { readonly bySubject: boolean }): ThreadNode<Mail>[] {
  const order = new Map(mails.map((mail, at) => [mail, at]));
  const earlier = (one: Place<Mail>, other: Place<Mail>): number => {
    const [a, b] = [one.first!, other.first!];
    return a.at.getTime() - b.at.getTime() || order.get(a)! - order.get(b)!;
  };
  const linked = [...linkByIds(mails)].filter((place) => !place.parent);
  const roots = linked.flatMap((root) => withoutMissing(root, true));
  for (const root of roots) sortBelow(root, earlier);
  const sorted = roots.sort(earlier);
  const joined = bySubject ? joinBySubject(sorted) : sorted;
  for (const root of joined) sortBelow(root, earlier);
  return joined.sort(earlier).map(toNode);
}

/** For each mail that answers another one of these: which. */
export function answeredMails<Mail extends MailInThread>(mails: readonly Mail[]): Map<Mail, Mail> {
  const answered = new Map<Mail, Mail>();
  const walk = ({ mail, answers }: ThreadNode<Mail>): void => {
    for (const answer of answers) {
      if (mail && answer.mail) answered.set(answer.mail, mail);
      walk(answer);
    }
  };
  threadTree(mails, { bySubject: false }).forEach(walk);
  return answered;
}

/** Step 1. A second mail with the same id, or one without, stands under an id of its own. */
function linkByIds<Mail extends MailInThread>(mails: readonly Mail[]): Set<Place<Mail>> {
  const places = new Map<string, Place<Mail>>();
  const all = new Set<Place<Mail>>();
  const placeOf = (id: string): Place<Mail> => {
    const place = places.get(id) ?? new Place<Mail>();
    places.set(id, place);
    all.add(place);
    return place;
  };
  for (const mail of mails) {
    const known = mail.messageId ? placeOf(mail.messageId) : undefined;
    const own = known && !known.mail ? known : new Place<Mail>();
    own.mail = mail;
    all.add(own);
    const line = (mail.references.length > 0 ? mail.references : mail.inReplyTo.slice(0, 1)).filter((id) => id !== '').map(placeOf);
    for (const [at, place] of line.entries()) {
      const before = line[at - 1];
      if (before && !place.parent && !place.isAbove(before)) place.moveUnder(before);
    }
    // What the mail itself says counts more than what others say of it.
    const parent = line.at(-1);
    own.moveUnder(undefined);
    if (parent && !own.isAbove(parent)) own.moveUnder(parent);
  }
  return all;
}

/** Step 3: a missing mail makes room for its answers, but at the top only when it has one. */
function withoutMissing<Mail extends MailInThread>(place: Place<Mail>, isTop: boolean): Place<Mail>[] {
  const answers = place.answers.flatMap((answer) => withoutMissing(answer, false));
  for (const answer of answers) answer.parent = place;
  place.answers = answers;
  if (place.mail || (isTop && answers.length > 1)) return [place];
  for (const answer of answers) answer.parent = isTop ? undefined : place.parent;
  return answers;
}

/** Step 5. */
function joinBySubject<Mail extends MailInThread>(roots: readonly Place<Mail>[]): Place<Mail>[] {
  const table = new Map<string, Place<Mail>>();
  const subjectOf = (place: Place<Mail>): string => bareSubject(place.first!.subject).toLowerCase();
  const isAnswer = (place: Place<Mail>): boolean => place.mail !== undefined && isAnswerSubject(place.mail.subject);
  for (const root of roots) {
    const known = table.get(subjectOf(root));
    if (subjectOf(root) !== '' && (!known || (known.mail && !root.mail) || (isAnswer(known) && !isAnswer(root)))) table.set(subjectOf(root), root);
  }
  for (const root of roots) {
    const known = table.get(subjectOf(root));
    if (!known || known === root) continue;
    if (!known.mail && !root.mail) for (const answer of [...root.answers]) answer.moveUnder(known);
    else if (!known.mail || (isAnswer(root) && !isAnswer(known))) root.moveUnder(known);
    else {
      const both = new Place<Mail>();
      table.set(subjectOf(root), both);
      known.moveUnder(both);
      root.moveUnder(both);
    }
  }
  const tops = new Set([...roots, ...table.values()].filter((place) => !place.parent && (place.mail || place.answers.length > 0)));
  return [...tops];
}

/** Steps 4 and 6. */
function sortBelow<Mail extends MailInThread>(place: Place<Mail>, earlier: (one: Place<Mail>, other: Place<Mail>) => number): void {
  for (const answer of place.answers) sortBelow(answer, earlier);
  place.answers.sort(earlier);
}

function toNode<Mail extends MailInThread>({ mail, answers }: Place<Mail>): ThreadNode<Mail> {
  return { mail, answers: answers.map(toNode) };
}
