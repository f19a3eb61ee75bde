import { describe, expect, it } from 'vitest'
import { missingOf, type ReportParts } from './reportRules'

describe('what a report still lacks', () => {
  const full: ReportParts = {
    place: { kind: 'area', id: 'a', name: { zh: '罐区', en: 'Tanks' }, hint: null },
    category: 'FIRE',
    grade: 'GENERAL',
    clause: '',
    description: '',
    photoCount: 1,
  }

  it('is nothing with a place, a photo and a category', () => {
    expect(missingOf(full)).toBeNull()
  })

  it('is asked for from top to bottom', () => {
    expect(missingOf({ ...full, place: null, category: null, photoCount: 0 })).toBe('place')
    expect(missingOf({ ...full, category: null, photoCount: 0 })).toBe('evidence')
    expect(missingOf({ ...full, category: null })).toBe('category')
  })

  it('may be words instead of a photo', () => {
    expect(missingOf({ ...full, photoCount: 0, description: '漏油' })).toBeNull()
  })

  it('is the clause for a major hazard', () => {
    expect(missingOf({ ...full, grade: 'MAJOR', clause: ' ' })).toBe('clause')
  })
})
