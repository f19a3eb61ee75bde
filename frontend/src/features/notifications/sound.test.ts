import { beforeEach, expect, test, vi } from 'vitest'
import { ringOnce } from './ringOnce'
import { sound, wantSound } from './sound'

const shaken: unknown[] = []

beforeEach(() => {
  shaken.length = 0
  localStorage.clear()
  vi.stubGlobal('AudioContext', undefined)
  Object.defineProperty(navigator, 'vibrate', { configurable: true, value: (pattern: unknown) => shaken.push(pattern) })
  wantSound(false)
})

test('who switched the sound off is still shaken by a red and an orange alert, each in its own way', () => {
  sound('RED')
  sound('ORANGE')

  expect(shaken).toHaveLength(2)
  expect(shaken[0]).not.toEqual(shaken[1])
})

test('yellow and blue shake nobody', () => {
  sound('YELLOW')
  sound('BLUE')

  expect(shaken).toEqual([])
})

test('an alert is noted once over all tabs also where the sound is off', async () => {
  await Promise.all([ringOnce('RED', 'a-1 RED'), ringOnce('RED', 'a-1 RED')])

  expect(shaken).toHaveLength(1)
})
