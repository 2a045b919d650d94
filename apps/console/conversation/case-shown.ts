import { isBoolean, remember } from '../ui/remembered.js';

/** Whether the case stands beside the conversation, where there is room for both. */
export const caseShown = remember('rekey.case-shown', true, isBoolean);
