import { MACHINE_CASE_TYPES } from '#kernel';
import type { PortalProfile } from './profile.js';

export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Check = (profile: PortalProfile) => Contradiction[];

/** What each field allows but the whole does not. */
export function contradictionsIn(profile: PortalProfile): Contradiction[] {
  return CHECKS.flatMap((check) => check(profile));
}

const everyQueueExists: Check = ({ queues, routes, triageQueue, escalationQueue }) => {
  const keys = new Set(queues.map(({ key }) => key));
  const message = (queue: string) => `there is no queue "${queue}"`;
  return [
    ...routes.flatMap(({ queue }, index) => (keys.has(queue) ? [] : [{ path: ['routes', index, 'queue'], message: message(queue) }])),
    ...(keys.has(triageQueue) ? [] : [{ path: ['triageQueue'], message: message(triageQueue) }]),
    ...(escalationQueue === undefined || keys.has(escalationQueue) ? [] : [{ path: ['escalationQueue'], message: message(escalationQueue) }]),
  ];
};

const officeFits: Check = ({ queues, approvalOffice }) => (approvalOffice === 'none' ? [] : [
  ...approvalOffice.queues.flatMap((queue, index) => (queues.some(({ key }) => key === queue) ? [] : [{ path: ['approvalOffice', 'queues', index], message: `there is no queue "${queue}"` }])),
  ...repeated(approvalOffice.refusalReasons.map(({ key }) => key)).map((index) => ({ path: ['approvalOffice', 'refusalReasons', index, 'key'], message: `the reason "${approvalOffice.refusalReasons[index]!.key}" is there twice` })),
  ...repeated(approvalOffice.entitlements.map(({ name }) => name)).map((index) => ({ path: ['approvalOffice', 'entitlements', index, 'name'], message: `"${approvalOffice.entitlements[index]!.name}" is asked for twice` })),
]);

const queuesDiffer: Check = ({ queues }) => repeated(queues.map(({ key }) => key)).map((index) => (
  { path: ['queues', index, 'key'], message: `the queue "${queues[index]!.key}" is there twice` }
));

const mailboxesDiffer: Check = ({ mailboxes }) => repeated(mailboxes.map(({ address }) => address.toLowerCase())).map((index) => (
  { path: ['mailboxes', index, 'address'], message: `the mailbox ${mailboxes[index]!.address} is there twice` }
));

/** A mail that is moved where we read would come in again and again (helpdesk-peers case 8). */
const foldersFit: Check = ({ mailboxes }) => mailboxes.flatMap(({ folders = ['INBOX'], afterKeep }, index) => [
  ...repeated(folders).map((at) => ({ path: ['mailboxes', index, 'folders', at], message: `the folder "${folders[at]}" is there twice` })),
  ...(afterKeep && 'moveTo' in afterKeep && folders.includes(afterKeep.moveTo) ? [{ path: ['mailboxes', index, 'afterKeep', 'moveTo'], message: `"${afterKeep.moveTo}" is read itself` }] : []),
]);

const lastRouteTakesAll: Check = ({ routes }) => {
  const last = routes.at(-1)!;
  return last.caseTypes || last.risk ? [{ path: ['routes', routes.length - 1], message: 'the last route must fit everything: no caseTypes, no risk' }] : [];
};

const lastPromiseTakesAll: Check = ({ promises }) => (
  promises.at(-1)!.caseTypes ? [{ path: ['promises', promises.length - 1], message: 'the last promise must fit everything: no caseTypes' }] : []
);

const noMachineIsAnswered: Check = ({ instant }) => instant.caseTypes.flatMap((caseType, index) => (
  (MACHINE_CASE_TYPES as readonly string[]).includes(caseType) ? [{ path: ['instant', 'caseTypes', index], message: `"${caseType}" is never answered automatically` }] : []
));

const everyPlaybookOnce: Check = ({ playbooks }) => repeated(playbooks.map(({ caseType }) => caseType)).map((index) => (
  { path: ['playbooks', index, 'caseType'], message: `there are two playbooks for "${playbooks[index]!.caseType}"` }
));

/** What goes out by itself must have words. */
const automaticAnswersHaveWords: Check = ({ playbooks, answers }) => playbooks.flatMap(({ caseType, answer }, index) => (
  answer === 'automatic' && !answers.some((one) => one.caseType === caseType) ? [{ path: ['playbooks', index, 'answer'], message: `"${caseType}" has no text in answers` }] : []
));

const homesDiffer: Check = ({ homeSignIn }) => repeated(homeSignIn.map(({ key }) => key)).map((index) => (
  { path: ['homeSignIn', index, 'key'], message: `the sign-in service "${homeSignIn[index]!.key}" is there twice` }
));

const CHECKS: readonly Check[] = [officeFits, homesDiffer, everyPlaybookOnce, automaticAnswersHaveWords, everyQueueExists, queuesDiffer, mailboxesDiffer, foldersFit, lastRouteTakesAll, lastPromiseTakesAll, noMachineIsAnswered];

/** Positions whose value stands earlier already. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}
