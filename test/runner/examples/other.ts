import { leavesMuchBehind } from './leaves-much-behind.js';

leavesMuchBehind('other');
