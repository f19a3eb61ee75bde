import { expect, test } from 'vitest'
import { isSiteCode, isUsername, timezones } from './firstRun'

test('a code of a site is what a topic may hold', () => {
  expect(['east', 'east-2', '7'].every(isSiteCode)).toBe(true)
  expect(['', 'East', '东厂', 'a b', 'a/b', 'x'.repeat(33)].some(isSiteCode)).toBe(false)
})

test('a user name is typed without a Chinese keyboard', () => {
  expect(['wu.min', 'w2', 'a_b-c'].every(isUsername)).toBe(true)
  expect(['w', 'Wu', '吴敏', '.wu', 'wu min'].some(isUsername)).toBe(false)
})

test('the time zone of this browser is offered first, and each once', () => {
  const offered = timezones()
  expect(offered[0]).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
  expect(new Set(offered).size).toBe(offered.length)
  expect(offered).toContain('Asia/Shanghai')
})
