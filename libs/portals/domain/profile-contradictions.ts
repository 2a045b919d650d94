import { MACHINE_CASE_TYPES } from '#kernel';
import type { PortalProfile } from './profile.js';
import { mistake, type Mistake } from './profile-mistakes.js';

export interface Contradiction extends Mistake {
  readonly path: readonly (string | number)[];
}

type Check = (profile: PortalProfile) => Contradiction[];

/** What each field allows but the whole does not. */
export function contradictionsIn(profile: PortalProfile): Contradiction[] {
  return CHECKS.flatMap((check) => check(profile));
}

const everyQueueExists: Check = ({ queues, routes, triageQueue, escalationQueue }) => {
  const keys = new Set(queues.map(({ key }) => key));
  return [
    ...routes.flatMap(({ queue }, index) => (keys.has(queue) ? [] : [{ path: ['routes', index, 'queue'], ...mistake('no-queue', queue) }])),
    ...(keys.has(triageQueue) ? [] : [{ path: ['triageQueue'], ...mistake('no-queue', triageQueue) }]),
    ...(escalationQueue === undefined || keys.has(escalationQueue) ? [] : [{ path: ['escalationQueue'], ...mistake('no-queue', escalationQueue) }]),
  ];
};

const officeFits: Check = ({ queues, approvalOffice }) => (approvalOffice === 'none' ? [] : [
  ...approvalOffice.queues.flatMap((queue, index) => (queues.some(({ key }) => key === queue) ? [] : [{ path: ['approvalOffice', 'queues', index], ...mistake('no-queue', queue) }])),
  ...repeated(approvalOffice.refusalReasons.map(({ key }) => key)).map((index) => ({ path: ['approvalOffice', 'refusalReasons', index, 'key'], ...mistake('reason-twice', approvalOffice.refusalReasons[index]!.key) })),
  ...repeated(approvalOffice.entitlements.map(({ name }) => name)).map((index) => ({ path: ['approvalOffice', 'entitlements', index, 'name'], ...mistake('asked-twice', approvalOffice.entitlements[index]!.name) })),
]);

const queuesDiffer: Check = ({ queues }) => repeated(queues.map(({ key }) => key)).map((index) => (
  { path: ['queues', index, 'key'], ...mistake('queue-twice', queues[index]!.key) }
));

const mailboxesDiffer: Check = ({ mailboxes }) => repeated(mailboxes.map(({ address }) => address.toLowerCase())).map((index) => (
  { path: ['mailboxes', index, 'address'], ...mistake('mailbox-twice', mailboxes[index]!.address) }
));

/** A mail that is moved where we read would come in again and again (helpdesk-peers case 8). */
const foldersFit: Check = ({ mailboxes }) => mailboxes.flatMap(({ folders = ['INBOX'], afterKeep }, index) => [
  ...repeated(folders).map((at) => ({ path: ['mailboxes', index, 'folders', at], ...mistake('folder-twice', folders[at]!) })),
  ...(afterKeep && 'moveTo' in afterKeep && folders.includes(afterKeep.moveTo) ? [{ path: ['mailboxes', index, 'afterKeep', 'moveTo'], ...mistake('folder-read', afterKeep.moveTo) }] : []),
]);

const lastRouteTakesAll: Check = ({ routes }) => {
  const last = routes.at(-1)!;
  return last.caseTypes || last.risk ? [{ path: ['routes', routes.length - 1], ...mistake('last-route') }] : [];
};

const lastPromiseTakesAll: Check = ({ promises }) => (
  promises.at(-1)!.caseTypes ? [{ path: ['promises', promises.length - 1], ...mistake('last-promise') }] : []
);

const noMachineIsAnswered: Check = ({ instant }) => instant.caseTypes.flatMap((caseType, index) => (
  (MACHINE_CASE_TYPES as readonly string[]).includes(caseType) ? [{ path: ['instant', 'caseTypes', index], ...mistake('never-automatic', caseType) }] : []
));

const everyPlaybookOnce: Check = ({ playbooks }) => repeated(playbooks.map(({ caseType }) => caseType)).map((index) => (
  { path: ['playbooks', index, 'caseType'], ...mistake('playbook-twice', playbooks[index]!.caseType) }
));

/** What goes out by itself must have words. */
const automaticAnswersHaveWords: Check = ({ playbooks, answers }) => playbooks.flatMap(({ caseType, answer }, index) => (
  answer === 'automatic' && !answers.some((one) => one.caseType === caseType) ? [{ path: ['playbooks', index, 'answer'], ...mistake('no-answer', caseType) }] : []
));

const homesDiffer: Check = ({ homeSignIn }) => repeated(homeSignIn.map(({ key }) => key)).map((index) => (
  { path: ['homeSignIn', index, 'key'], ...mistake('home-twice', homeSignIn[index]!.key) }
));

const CHECKS: readonly Check[] = [officeFits, homesDiffer, everyPlaybookOnce, automaticAnswersHaveWords, everyQueueExists, queuesDiffer, mailboxesDiffer, foldersFit, lastRouteTakesAll, lastPromiseTakesAll, noMachineIsAnswered];

/** Positions whose value stands earlier already. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}
