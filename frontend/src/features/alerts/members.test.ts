import { expect, test } from 'vitest'
import { membersOf, othersOf, restOf } from './members'

const named = (...ids: string[]) => ids.map((id) => ({ id }))

test('what came with the alert stands there until the first page is there', () => {
  expect(membersOf(null, named('a', 'b'), 'a')).toEqual(named('b'))
  expect(membersOf(named('a', 'b', 'c'), named('a', 'b'), 'a')).toEqual(named('b', 'c'))
})

test('a page that is there is true, also when nobody is left on it', () => {
  expect(membersOf([], named('a', 'b'), 'a')).toEqual([])
})

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
