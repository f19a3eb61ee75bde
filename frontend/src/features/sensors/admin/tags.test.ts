import { describe, expect, it } from 'vitest'
import type { TagRowFragment } from '@/graphql/generated/types'
import { isLooserTag } from './tags'

const BEFORE: TagRowFragment = {
  id: '1',
  siteId: 's',
  code: 'E280',
  kind: 'GOODS',
  name: { zh: '托盘', en: 'Pallet' },
  role: '',
  areas: ['A1'],
  equipment: 'EQ-1',
  personId: null,
  person: null,
  closedAt: null,
  version: 1,
}
const SAME = { kind: BEFORE.kind, role: '', areas: ['A1'], equipment: 'EQ-1', isClosed: false }

describe('a tag that calls less', () => {
  it.each([
    ['may be everywhere', { areas: [] }],
    ['may be at one place more', { areas: ['A1', 'B1'] }],
    ['belongs to another machine', { equipment: 'EQ-2' }],
    ['has another role', { role: 'GUARD' }],
    ['is of another kind', { kind: 'VEHICLE' as const }],
    ['is out of use', { isClosed: true }],
  ])('%s', (_, change) => {
    expect(isLooserTag(BEFORE, { ...SAME, ...change })).toBe(true)
  })
  it('is none that stays as it is, or may be at fewer places', () => {
    expect(isLooserTag(BEFORE, SAME)).toBe(false)
    expect(isLooserTag({ ...BEFORE, areas: ['A1', 'B1'] }, SAME)).toBe(false)
  })
})
