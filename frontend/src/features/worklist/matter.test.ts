import { describe, expect, it } from 'vitest'
import { partsOf, responsibleOf, type OverdueStep } from './matter'

const step = (id: string, name: OverdueStep['step'], dueAt: string, over: Partial<OverdueStep> = {}): OverdueStep => ({
  id,
  step: name,
  tier: 'RED',
  dueAt,
  isFollowedUp: false,
  responsible: [],
  department: null,
  case: null,
  subject: null,
  alert: null,
  ...over,
})

describe('a matter with late steps', () => {
  it('shows the same step of several departments as one part, late since the first of them', () => {
    const parts = partsOf([
      step('a', 'DISPOSE', '2026-11-27T10:00:00Z'),
      step('b', 'ACKNOWLEDGE', '2026-11-27T09:00:00Z'),
      step('c', 'DISPOSE', '2026-11-27T08:00:00Z'),
    ])

    expect(parts.map(({ step: name, steps, dueAt }) => [name, steps.length, dueAt])).toEqual([
      ['DISPOSE', 2, '2026-11-27T08:00:00Z'],
      ['ACKNOWLEDGE', 1, '2026-11-27T09:00:00Z'],
    ])
  })

  it('tells the acknowledgement of an alert from that of its case', () => {
    const alert = { id: 'x', sensor: { id: '1', name: { zh: '', en: '' } } } as OverdueStep['alert']

    expect(
      partsOf([step('a', 'ACKNOWLEDGE', '2026-11-27T10:00:00Z'), step('b', 'ACKNOWLEDGE', '2026-11-27T10:00:00Z', { alert })]),
    ).toHaveLength(2)
  })

  it('names everybody responsible once', () => {
    const zhao = { id: '1', name: { zh: '赵敏', en: 'Zhao' } }
    const found = responsibleOf([
      step('a', 'DISPOSE', '', { responsible: [zhao] }),
      step('b', 'RECHECK', '', { responsible: [zhao, { id: '2', name: { zh: '刘芳', en: 'Liu' } }] }),
    ])

    expect(found.responsible.map(({ id }) => id)).toEqual(['1', '2'])
  })
})
