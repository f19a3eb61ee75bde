import { expect, test } from 'vitest'
import { othersOf, restOf } from './members'

test('how many there are besides an alert counts it only while it is open itself', () => {
  expect(othersOf(1500, true)).toBe(1499)
  expect(othersOf(1, true)).toBe(0)
  expect(othersOf(1, false)).toBe(1)
  expect(othersOf(0, true)).toBe(0)
})

test('how many are left counts neither those shown nor the alert itself', () => {
  expect(restOf(1499, 19)).toBe(1480)
  expect(restOf(1, 1)).toBe(0)
  expect(restOf(0, 1)).toBe(0)
})
