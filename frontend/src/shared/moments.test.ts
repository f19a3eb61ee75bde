import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { age, ageWords, dayMonth, momentWords, timeLeft, toTheMinute } from './i18n'
import { second } from './now'

const NOW = new Date(2026, 10, 26, 10, 42, 6)
const at = (...parts: [number, number, number, number, number, number]): Date => new Date(...parts)
const MINUTE = 60_000
const HOUR = 60 * MINUTE

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  second.value = NOW.getTime()
})
afterEach(() => void vi.useRealTimers())

describe('a moment', () => {
  it('of today is shown to the second, of another day with its date, of another year with that', () => {
    expect(momentWords(at(2026, 10, 26, 10, 40, 12))).toBe('10:40:12')
    expect(momentWords(at(2026, 10, 24, 16, 31, 9))).toBe('11-24 16:31')
    expect(momentWords(at(2025, 10, 24, 16, 31, 9))).toBe('2025-11-24 16:31')
  })

  it('a minute before midnight is not of today', () => {
    expect(momentWords(at(2026, 10, 25, 23, 59, 30))).toBe('11-25 23:59')
    expect(toTheMinute(at(2026, 10, 25, 23, 59, 30))).toBe('11-25 23:59')
  })

  it('that is yet to come, or since which something lasts, is shown to the minute', () => {
    expect(momentWords(at(2026, 10, 26, 17, 0, 0))).toBe('17:00')
    expect(toTheMinute(at(2026, 10, 26, 9, 12, 40))).toBe('09:12')
    expect(dayMonth(at(2026, 10, 24, 0, 0, 0))).toBe('11-24')
  })

  it('gets its date when midnight passes on a screen that stays open', () => {
    const seen = at(2026, 10, 26, 10, 40, 12)
    vi.setSystemTime(at(2026, 10, 27, 0, 0, 1))
    second.value = Date.now()
    expect(momentWords(seen)).toBe('11-26 10:40')
  })
})

describe('a stretch of time', () => {
  it('that is left runs to the second below an hour and is whole hours and days above', () => {
    expect([27 * MINUTE + 8000, 5 * HOUR + 20 * MINUTE, 73 * HOUR].map(timeLeft)).toEqual(['27:08', '5 小时', '3 天'])
  })

  it('by which something is late is said in its largest unit', () => {
    expect([40_000, 6 * MINUTE, 5 * HOUR, 46 * HOUR].map(age)).toEqual(['40 秒', '6 分钟', '5 小时', '1 天'])
  })

  it('since a value was measured is never in the future, whatever the clock of its source says', () => {
    expect(ageWords(at(2026, 10, 26, 10, 45, 0), NOW.getTime())).toBe('刚刚')
    expect(ageWords(at(2026, 10, 26, 10, 40, 6), NOW.getTime())).toBe('2 分钟前')
  })
})
