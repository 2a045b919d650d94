import { describe, expect, it } from '@jest/globals';
import { isFinishedByUpkeep, settled, shouldBeFrozen, standingStop, withoutBegun, type Stop } from './stops.js';

const frozen: Stop = { as: 'frozen', before: 'active' };
const disabled: Stop = { as: 'disabled', before: 'active' };
const opened = '2026-11-30T10:00:00.000Z';

describe('what Rekey stopped', () => {
  it('is stopped until somebody was seen to open it in the directory', () => {
    expect([standingStop({ stopped: null }), standingStop({ stopped: frozen }), standingStop({ stopped: { ...frozen, openedAt: opened } })]).toEqual([null, frozen, null]);
  });

  it.each<[string, Stop | null, boolean, boolean]>([
    ['nothing', null, false, false], ['a freeze that is kept', frozen, true, false], ['a freeze that is open', frozen, false, true], ['a freeze that was seen open', { ...frozen, openedAt: opened }, false, true],
    ['a freeze that was seen open, of an account that the organisation has shut since', { ...frozen, openedAt: opened }, true, false], ['a freeze that has only begun', { ...frozen, isUnderWay: true }, false, false],
    ['a disabling that is open', disabled, false, false], ['a freeze under a disabling that is open', { as: 'disabled', before: frozen }, false, true], ['a freeze over a disabling that is open', { as: 'frozen', before: disabled }, false, true],
  ])('%s: should it be frozen?', (_what, stopped, isShut, should) => {
    expect(shouldBeFrozen({ stopped }, isShut)).toBe(should);
  });

  it('is no longer under way once it was seen', () => {
    expect(settled({ ...frozen, isUnderWay: true })).toEqual(frozen);
    expect(settled({ ...disabled, isUnderWay: true, wasShut: true })).toEqual(disabled);
  });

  it.each<[string, Stop, Stop | null]>([
    ['a disabling that had only begun', { ...disabled, isUnderWay: true }, null], ['one of a registration', { as: 'disabled', before: 'disabled', isUnderWay: true }, null],
    ['one over a freeze, which stays', { as: 'disabled', before: frozen, isUnderWay: true }, frozen], ['one under a freeze that came since', { as: 'frozen', before: { ...disabled, isUnderWay: true } }, frozen],
    ['one that was done', disabled, disabled], ['one that was done before a password opened it', { ...disabled, isUnderWay: true, wasShut: true }, { ...disabled, isUnderWay: true, wasShut: true }],
    ['a freeze that has only begun', { ...frozen, isUnderWay: true }, { ...frozen, isUnderWay: true }],
  ])('given up: %s', (_what, stop, left) => expect(withoutBegun(stop)).toEqual(left));

  it.each<[string, Stop, boolean]>([
    ['a freeze', { ...frozen, isUnderWay: true }, true], ['a disabling, which may have been given up', { ...disabled, isUnderWay: true }, false], ['a disabling that was done before a password opened it', { ...disabled, isUnderWay: true, wasShut: true }, true],
    ['a disabling over a freeze', { as: 'disabled', before: frozen, isUnderWay: true }, true],
  ])('%s that nobody brings to its end: is it finished?', (_what, stop, is) => {
    expect(isFinishedByUpkeep(stop)).toBe(is);
  });
});
