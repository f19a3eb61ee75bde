import { expect, test } from 'vitest'
import type { Place } from '@/features/nouns'
import { asLeft, waitingIn, wayTo } from './navigation'

const entry = (...addresses: string[]) => ({
  id: 'disposal' as const,
  icon: 'home' as const,
  label: 'rail.home' as const,
  sections: addresses.map((to): Place => ({ under: 'disposal', rank: 1, to, icon: 'home', label: 'rail.home' })),
})

test('an entry says the sum of what waits in its sections', () => {
  expect(waitingIn(entry('/first', '/second'), { '/first': 3, '/second': 2, '/third': 9 })).toBe(5)
  expect(waitingIn(entry('/first', '/second'), {})).toBe(0)
})

test('an entry with a figure opens the section that it counts', () => {
  expect(wayTo(entry('/first', '/second'), { '/second': 2 })).toBe('/second')
})

test('an entry where nothing waits opens its first section', () => {
  expect(wayTo(entry('/first', '/second'), {})).toBe('/first')
})

test('a section is found as it was left, but where a figure stands it opens what that counts', () => {
  expect(asLeft('/first', {}, { words: 'pump' })).toEqual({ path: '/first', query: { words: 'pump' } })
  expect(asLeft('/first', { '/first': 2 }, { words: 'pump' })).toBe('/first')
})
