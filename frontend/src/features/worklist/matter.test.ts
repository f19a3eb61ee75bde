import { expect, it } from 'vitest'
import { partsOf } from './matter'

it('shows the same step of several departments as one part, late since the first of them', () => {
  const parts = partsOf([
    { id: 'a', step: 'DISPOSE', dueAt: '2026-11-27T10:00:00Z' },
    { id: 'b', step: 'ACKNOWLEDGE', dueAt: '2026-11-27T09:00:00Z' },
    { id: 'c', step: 'DISPOSE', dueAt: '2026-11-27T08:00:00Z' },
  ])

  expect(parts).toEqual([
    { step: 'DISPOSE', count: 2, dueAt: '2026-11-27T08:00:00Z' },
    { step: 'ACKNOWLEDGE', count: 1, dueAt: '2026-11-27T09:00:00Z' },
  ])
})
