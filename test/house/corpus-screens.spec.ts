import { beforeAll, describe, expect, it } from '@jest/globals';
import { readDeliveryReport } from '../../libs/intake/domain/delivery-report/read-delivery-report.js';
import type { ReportedRecipient } from '../../libs/intake/domain/delivery-report/report-types.js';
import { fromMachine, screenMail, type Screening } from '../../libs/intake/domain/screen-mail.js';
import { readMime } from '../../libs/intake/read/read-mime.js';
import { bytesOf, hasCorpus, jsonOf } from '../support/corpus/outcome.js';

const CONTEXT = { isOurLoopMark: () => false, isOurMessageId: () => false, ownDomains: ['desk.example'] };

/** Labels of mails that a machine wrote, which must never be answered. */
const MACHINES = ['bounce', 'auto_reply', 'challenge_response', 'delivery_receipt', 'feedback_report', 'delay_warning'];
/**
 * Labelled bounces that no machine wrote to us: a report that a person forwarded, and two advertisements which the
 * parser that they come from happens to call bounces.
 */
const BY_PEOPLE = ['sisimai/bsd/lhost-sendmail-14.eml', 'perl-bounceparser/spam-bogus-email-in-report.msg', 'perl-bounceparser/spam-lots-of-bogus-addresses.msg'];

interface Labelled { readonly path: string; readonly label: string; readonly screening: Screening }

describe('screens and delivery reports on mails of other projects', () => {
  // A clone alone has nothing to measure.
  if (!hasCorpus()) {
    it('says so where the corpus is not on the machine', () => print('not on this machine'));
    return;
  }
  let mails: Labelled[];

  beforeAll(async () => {
    mails = [];
    for (const line of bytesOf('labels.jsonl').toString('utf8').split('\n').filter(Boolean)) {
      const { path, label } = JSON.parse(line) as { path: string; label: string };
      mails.push({ path, label, screening: screenMail(await readMime(bytesOf(path)), CONTEXT) });
    }
  });

  it('recognises the bounces, and calls nothing else one', () => {
    const bounces = of('bounce');
    const recalled = bounces.filter(({ screening }) => screening.mailClass === 'bounce').length;
    const [ham, spam] = ['ham', 'spam'].map((label) => of(label).filter(({ screening }) => screening.mailClass === 'bounce').length) as [number, number];
    print(`bounces recognised ${recalled} of ${bounces.length}; called bounce: ham ${ham} of ${of('ham').length}, spam ${spam} of ${of('spam').length}`);
    expect(recalled / bounces.length).toBeGreaterThanOrEqual(0.99);
    expect(ham).toBeLessThanOrEqual(1);
    expect(spam).toBe(0);
  });

  it('never takes a machine for a person with a concern', () => {
    const machines = mails.filter(({ label }) => MACHINES.includes(label));
    const passed = machines.filter(({ screening }) => !fromMachine(screening)).map(({ path }) => path);
    const feedback = of('feedback_report').filter(({ screening }) => screening.mailClass === 'feedback-report').length;
    print(`machine mail screened ${machines.length - passed.length} of ${machines.length}, not: ${passed.join(', ')}; feedback reports ${feedback} of ${of('feedback_report').length}`);
    expect(passed.filter((path) => !BY_PEOPLE.includes(path))).toEqual([]);
    expect(feedback).toBe(of('feedback_report').length);
  });

  it("reads recipients and hard or soft of Sisimai's reports", async () => {
    const expected = expectations<{ recipients: { hard_bounce: boolean; reason: string }[] }>('sisimai');
    let right = 0;
    for (const [file, { recipients }] of expected) {
      const { found, screening } = await reportOf(`sisimai/bsd/${file}`);
      const wanted = recipients.map(({ hard_bounce }) => hard_bounce);
      if (recipients[0]!.reason === 'feedback') right += Number(screening.mailClass === 'feedback-report');
      else if (recipients[0]!.reason === 'vacation') right += Number(screening.mailClass === 'auto-reply');
      else right += Number(JSON.stringify(found.map(({ kind }) => kind === 'hard')) === JSON.stringify(wanted));
    }
    print(`sisimai ${right} of ${expected.length}`);
    expect(right / expected.length).toBeGreaterThanOrEqual(0.9);
  });

  it("finds the addresses of flufl.bounce's reports", async () => {
    const expected = expectations<{ permanent: string[]; temporary: string[] }>('flufl-bounce');
    let right = 0;
    for (const [file, { permanent, temporary }] of expected) {
      const { found } = await reportOf(`flufl-bounce/${file}`);
      const failed = namesOf(found.filter(({ kind }) => kind !== 'delayed'));
      right += Number(same(failed, permanent) && same(namesOf(found.filter(({ kind }) => kind === 'delayed')), temporary));
    }
    print(`flufl-bounce ${right} of ${expected.length}`);
    expect(right).toBeGreaterThanOrEqual(71);
  });

  it('tells bounces from other machine mail, and whom they name, in the set of Perl BounceParser', async () => {
    const expected = expectations<{ is_bounce: boolean; addresses?: string[]; orig_message_id?: string }>('perl-bounceparser');
    let [right, addresses, ids] = [0, 0, 0];
    const named = expected.filter(([, { addresses: some }]) => some && some.length > 0);
    const identified = expected.filter(([, { orig_message_id: id }]) => id);
    for (const [file, { is_bounce, addresses: some, orig_message_id: id }] of expected) {
      const { found, screening, originalMessageId } = await reportOf(`perl-bounceparser/${file}`);
      right += Number((screening.mailClass === 'bounce') === is_bounce);
      if (some && some.length > 0) addresses += Number(same(namesOf(found), some));
      if (id) ids += Number(originalMessageId === id.replace(/[<>]/g, ''));
    }
    print(`perl-bounceparser ${right} of ${expected.length}; addresses ${addresses} of ${named.length}; original ids ${ids} of ${identified.length}`);
    expect(right).toBeGreaterThanOrEqual(84);
    expect(addresses / named.length).toBeGreaterThanOrEqual(0.9);
    expect(ids).toBe(identified.length);
  });

  function of(label: string): Labelled[] {
    return mails.filter((mail) => mail.label === label);
  }
});

function print(line: string): void {
  process.stdout.write(`  corpus: ${line}\n`);
}

async function reportOf(path: string): Promise<{ found: readonly ReportedRecipient[]; screening: Screening; originalMessageId: string | undefined }> {
  const raw = bytesOf(path);
  const mail = await readMime(raw);
  const report = readDeliveryReport(mail, raw);
  return { found: report?.recipients ?? [], screening: screenMail(mail, CONTEXT), originalMessageId: report?.originalMessageId };
}

function expectations<T>(source: string): [string, T][] {
  return Object.entries(jsonOf<T>(source, 'expected.json'));
}

function namesOf(recipients: readonly ReportedRecipient[]): string[] {
  return recipients.map(({ address }) => address);
}

function same(found: readonly string[], wanted: readonly string[]): boolean {
  const ordered = (some: readonly string[]): string => some.map((one) => one.toLowerCase()).toSorted().join(' ');
  return ordered(found) === ordered(wanted);
}
