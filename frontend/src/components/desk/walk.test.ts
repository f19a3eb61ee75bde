import { expect, test } from 'vitest'
import { placeAfter } from './walk'

test('after a verb took the row away the next one is at hand', () => {
  expect(placeAfter(['a', 'b', 'c', 'd'], ['a', 'c', 'd'], 'b')).toBe('c')
})

test('after a verb for several rows the next one that is left is at hand', () => {
  expect(placeAfter(['a', 'b', 'c', 'd'], ['a', 'd'], 'b')).toBe('d')
})

test('after the last row was done the one before it is at hand, and after the only one none', () => {
  expect(placeAfter(['a', 'b', 'c'], ['a', 'b'], 'c')).toBe('b')
  expect(placeAfter(['a'], [], 'a')).toBeNull()
})
