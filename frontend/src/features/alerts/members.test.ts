import { expect, test } from 'vitest'
import { membersOf, restOf } from './members'

const named = (...ids: string[]) => ids.map((id) => ({ id }))

test('what came with the alert stands there until the first page is there', () => {
  expect(membersOf(null, named('a', 'b'), 'a')).toEqual(named('b'))
  expect(membersOf(named('a', 'b', 'c'), named('a', 'b'), 'a')).toEqual(named('b', 'c'))
})

test('a page that is there is true, also when nobody is left on it', () => {
  expect(membersOf([], named('a', 'b'), 'a')).toEqual([])
})

test('how many are left counts neither those shown nor the alert itself', () => {
  expect(restOf(1500, 19)).toBe(1480)
  expect(restOf(2, 1)).toBe(0)
  expect(restOf(1, 1)).toBe(0)
})
