import { leavesMuchBehind } from './leaves-much-behind.js';

leavesMuchBehind('one');
