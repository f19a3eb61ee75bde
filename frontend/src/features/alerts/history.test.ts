import { expect, test } from 'vitest'
import { folded } from './history'

const entry = (kind: string, minute: number) => ({ kind, at: `2026-11-24T02:${String(minute).padStart(2, '0')}:00Z` })
const shown = (...kinds: string[]): string[] =>
  folded(kinds.map(entry)).map(({ entry: { kind }, times, since }) => (since ? `${times} × since ${since.slice(14, 16)}` : kind))

test('an alert that came and went again and again is one line, and how it is now stays a line of its own', () => {
  const flaps = ['RETURNED_TO_NORMAL', 'REACTIVATED', 'RETURNED_TO_NORMAL', 'REACTIVATED', 'RETURNED_TO_NORMAL', 'REACTIVATED']

  expect(shown('RAISED', ...flaps, 'RETURNED_TO_NORMAL', 'ACKNOWLEDGED')).toEqual([
    'RAISED',
    '3 × since 01',
    'RETURNED_TO_NORMAL',
    'ACKNOWLEDGED',
  ])
})

test('what came back once stands entry by entry, and what a person did parts what went on before and after', () => {
  const once = ['RAISED', 'RETURNED_TO_NORMAL', 'REACTIVATED', 'RETURNED_TO_NORMAL']
  expect(shown(...once)).toEqual(once)
  const parted = ['REACTIVATED', 'RETURNED_TO_NORMAL', 'ACKNOWLEDGED', 'REACTIVATED', 'RETURNED_TO_NORMAL']
  expect(shown(...parted)).toEqual(parted)
})
