import { beforeAll, describe, expect, it, vi } from 'vitest'
import { addWords } from '@/shared/i18n'

vi.mock('@/features/people/session', () => ({
  viewer: { value: { memberships: [{ site: { id: 'north', labelSet: 'RISK' } }] } },
  membership: { value: { site: { id: 'north' } } },
}))
const { fieldWords, valueWords } = await import('./changes')

const changed = (field: string, part = '') => ({ kind: 'CHANGED' as const, field, part, before: null, after: null })
const sourceOf = (id: string): string => `GD-${id}`

describe('a change of a risk', () => {
  beforeAll(() => addWords(['risks', 'risks.register', 'sites.levels']))

  it('names its field, and the measure or source that it is of', () => {
    expect(fieldWords(changed('residual'), sourceOf)).toBe('剩余风险')
    expect(fieldWords(changed('measures.text', 'M-1'), sourceOf)).toBe('管控措施 M-1 · 内容')
    expect(fieldWords(changed('bindings', '201'), sourceOf)).toBe('监测点 GD-201')
  })

  it('says both levels with their scores, as the site calls them', () => {
    expect(valueWords(changed('residual'), { score: 240, level: 3, clause: '' })).toBe('较大 240')
    expect(valueWords(changed('inherent'), { score: null, level: 4, clause: 'GB 1' })).toBe('重大')
  })

  it('says texts, lists, codes and figures in words, and no id', () => {
    expect(valueWords(changed('harm'), { zh: '爆炸', en: 'Explosion' })).toBe('爆炸')
    expect(valueWords(changed('control_level'), 'COMPANY')).toBe('公司')
    expect(valueWords(changed('measures.kind', 'M-1'), 'PPE')).toBe('个体防护')
    expect(valueWords(changed('signs'), [{ zh: '有霜', en: 'Frost' }])).toBe('有霜')
    expect(valueWords(changed('measures.is_critical', 'M-1'), true)).toBe('是')
    expect(valueWords(changed('owner'), { department_id: 'x', post_id: null, person_id: null })).toBeNull()
    expect(valueWords(changed('steps'), null)).toBeNull()
  })

  it('shows a field that it does not know by its name', () => {
    expect(fieldWords(changed('later'), sourceOf)).toBe('later')
  })
})
