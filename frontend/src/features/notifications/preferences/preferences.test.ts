import { beforeAll, expect, it } from 'vitest'
import { addWords } from '@/shared/i18n'
import {
  clock,
  firstDraft,
  isOverMidnight,
  lengthOf,
  mayBeQuiet,
  movedUp,
  problemOf,
  stateOf,
  times,
  type Browser,
  type Preferences,
} from './preferences'
import { daysWords, hoursWords } from './words'

const NIGHT = { fromMinute: 1320, untilMinute: 360, weekdays: [1, 2, 3, 4, 5, 6, 7] }
const SAID: Preferences = {
  siteId: 's',
  timezone: 'Asia/Shanghai',
  quietHours: NIGHT,
  quietUntil: null,
  isOnDuty: false,
  longestMinutes: 720,
  tiers: ['YELLOW', 'BLUE'],
  channels: ['WEB_PUSH', 'SMS'],
  isOwnOrder: false,
}
const browser = (id: string, isAlarmsOnly = false): Browser => ({
  id,
  name: '',
  isThis: false,
  isInHand: true,
  isAlarmsOnly,
  silentSince: null,
  kind: null,
})

it('counts quiet hours over midnight', () => {
  expect([lengthOf(NIGHT), isOverMidnight(NIGHT), clock(NIGHT.untilMinute)]).toEqual([480, true, '06:00'])
  expect([lengthOf({ fromMinute: 720, untilMinute: 810 }), isOverMidnight({ ...NIGHT, fromMinute: 60 })]).toEqual([90, false])
})

it('begins with the night that the site allows', () => {
  expect(firstDraft({ quietHours: null, longestMinutes: 720 })).toEqual(NIGHT)
  expect(firstDraft({ quietHours: null, longestMinutes: 240 }).untilMinute).toBe(120)
  expect(firstDraft(SAID)).toEqual(NIGHT)
})

it('offers half hours, and the time that is set', () => {
  expect(times(0)).toHaveLength(48)
  expect(times(365)).toContain(365)
})

it.each([
  [NIGHT, 720, null],
  [NIGHT, 240, 'LONG'],
  [{ ...NIGHT, untilMinute: 1320 }, 720, 'SHORT'],
  [{ ...NIGHT, weekdays: [] }, 720, 'DAYS'],
] as const)('says why %o cannot be had where %i minutes are allowed: %s', (hours, longest, problem) => {
  expect(problemOf({ ...hours, weekdays: [...hours.weekdays] }, longest)).toBe(problem)
})

it.each([
  [{ quietHours: null }, 'NONE'],
  [{ quietHours: null, longestMinutes: 0 }, 'NOT_ALLOWED'],
  [{ tiers: [] }, 'TOO_LONG'],
  [{ quietUntil: '2026-11-28T22:00:00Z' }, 'NOW'],
  [{}, 'SET'],
] as const)('with %o quiet hours are %s', (part, state) => {
  expect(stateOf({ ...SAID, ...part } as Preferences)).toBe(state)
})

it('moves a channel up, and the first one nowhere', () => {
  expect(movedUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b'])
  expect(movedUp(['a', 'b'], 0)).toEqual(['a', 'b'])
})

it('leaves one device that rings for everything', () => {
  const phone = browser('phone')
  expect(mayBeQuiet(phone, [phone])).toBe(false)
  expect(mayBeQuiet(phone, [phone, browser('desk', true)])).toBe(false)
  expect(mayBeQuiet(phone, [phone, browser('desk')])).toBe(true)
  expect(mayBeQuiet(browser('desk', true), [phone, browser('desk', true)])).toBe(true)
})

beforeAll(() => addWords(['notifications.preferences']))

it('names days and hours as people do', () => {
  expect(daysWords([1, 2, 3, 4, 5])).toBe('周一到周五')
  expect(daysWords([6, 7])).toBe('周六、周日')
  expect(hoursWords(NIGHT)).toBe('每天 22:00 到次日 06:00')
})
