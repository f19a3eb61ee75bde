import { describe, expect, it } from 'vitest'
import { draftOf, isComplete, withoutRule, withRule, type Rule } from './taskRules'

const rule = (id: string): Rule => ({
  id,
  department: { id: `d-${id}`, name: { zh: '设备部', en: 'Equipment' } },
  kind: 'REPAIR',
  work: { zh: '修泵', en: 'Repair' },
  leastTier: 'ORANGE',
  stages: ['EQUIPMENT'],
  conditions: [],
  categories: [],
  areaIds: [`area-${id}`],
  crossesOnly: true,
  share: 75,
})

describe('task rules', () => {
  it('go to the server all together, one of them changed', () => {
    const sent = withRule([rule('a'), rule('b')], { ...draftOf(rule('b')), share: 50 })
    expect(sent.map(({ areaIds }) => areaIds)).toEqual([['area-a'], ['area-b']])
    expect(sent.map(({ id, share, departmentId }) => [id, share, departmentId])).toEqual([
      ['a', 75, 'd-a'],
      ['b', 50, 'd-b'],
    ])
  })

  it('gain a new one at the end and lose one by its id', () => {
    const added = withRule([rule('a')], { ...draftOf(null), departmentId: 'd', workZh: ' 搭脚手架 ' })
    expect(added.map(({ id, workZh }) => [id, workZh])).toEqual([
      ['a', '修泵'],
      [undefined, '搭脚手架'],
    ])
    expect(withoutRule([rule('a'), rule('b')], 'a').map(({ id }) => id)).toEqual(['b'])
  })

  it('say who does what in which part of the time', () => {
    expect(isComplete(draftOf(null))).toBe(false)
    expect(isComplete(draftOf(rule('a')))).toBe(true)
    expect(isComplete({ ...draftOf(rule('a')), share: 101 })).toBe(false)
    expect(isComplete({ ...draftOf(rule('a')), workZh: ' ' })).toBe(false)
  })
})
