import { describe, expect, it } from 'vitest'
import type { RiskContentToEditFragment } from '@/graphql/generated/types'
import { changed, contentOf, inputOf, lackOf, lackToHold, merged, newItem, newMeasure, nextCode, tidied, type Content } from './content'

const NOBODY = { department: null, post: null, person: null }
const KEPT: RiskContentToEditFragment = {
  title: { zh: '法兰泄漏', en: '法兰泄漏' },
  stage: 'PROCESS',
  owner: { department: { id: 'ws-1' }, post: null, person: null },
  harm: { zh: '遇火爆炸', en: 'Explosion' },
  causes: [{ zh: '垫片老化', en: '垫片老化' }],
  signs: [],
  accidentClass: { code: '16', list: 'GB_2025', isVerified: false, name: { zh: '可燃气体爆炸', en: 'Gas explosion' } },
  inherent: {
    method: 'LEC',
    level: 4,
    score: 1440,
    cutoffSet: 'LEC',
    cutoffVersion: 1,
    likelihood: 6,
    exposure: 6,
    consequence: 40,
    severity: null,
    clause: null,
  },
  residual: null,
  restsOn: [],
  team: null,
  controlLevel: null,
  reviewMonths: null,
  steps: { early: [], urgent: [{ zh: '停止动火', en: 'Stop hot work' }], ofTier: [] },
  calls: [{ name: { zh: '中控', en: '中控' }, phone: '8010', writtenPhone: '8010', post: null, person: null }],
  departments: [],
  measures: [
    {
      id: 'm-1',
      code: 'M-1',
      text: { zh: '联锁', en: 'Interlock' },
      kind: 'ENGINEERING',
      isCritical: true,
      watchedBy: 'SOURCE',
      sensorId: '201',
      owner: NOBODY,
      items: [
        {
          id: 'c-1',
          code: 'C-1',
          lookFor: { zh: '压力', en: '压力' },
          way: 'READING',
          answer: { zh: '', en: '' },
          category: 'MECHANICAL',
          low: 27,
          high: null,
          unit: 'MPa',
          owner: NOBODY,
        },
      ],
    },
  ],
  bindings: [{ sensorId: '201', side: 'HIGH', observations: [], source: null }],
}
const begun = (): Content => contentOf(KEPT, 'LS-A', '2026-12-01')

describe('the content of a risk in its form', () => {
  it('goes back as it came, where nothing was typed', () => {
    expect(inputOf(begun())).toMatchObject({
      title: { zh: '法兰泄漏', en: '' },
      accidentClass: 'GB_2025/16',
      inherent: { lec: { likelihood: 6, exposure: 6, consequence: 40 } },
      residual: null,
      team: null,
      lsSet: 'LS-A',
      reviewMonths: null,
      calls: [{ name: { zh: '中控', en: '' }, phone: '8010', postId: null, personId: null }],
      measures: [{ id: 'm-1', watchedBy: 'SOURCE', sensorId: '201', items: [{ low: 27, high: null, unit: 'MPa' }] }],
      bindings: [{ sensorId: '201', side: 'HIGH', observations: [] }],
    })
  })

  it('leaves out lines with nothing in them, limits of what is no reading, and people whose team is nobody', () => {
    const content = begun()
    content.causes.push({ zh: '  ', en: '' })
    const [item] = content.measures[0]?.items ?? []
    if (item) item.way = 'ON_SITE'

    const input = inputOf(content)

    expect(input.causes).toEqual([{ zh: '垫片老化', en: '' }])
    expect(input.measures?.[0]?.items?.[0]).toMatchObject({ low: null, unit: '' })
  })

  it('numbers what is added after the highest there is, so that no code means two things', () => {
    expect(nextCode([], 'M-')).toBe('M-1')
    expect(nextCode(['M-1', 'M-7', '联锁'], 'M-')).toBe('M-8')
    expect(newMeasure(begun().measures, '卡箍').code).toBe('M-2')
    expect(newItem(begun().measures).code).toBe('C-2')
  })

  it('checks a measure by hand again once its source is bound no more, and rests on no measure that is gone', () => {
    const content = { ...begun(), bindings: [], restsOn: ['m-1', 'm-2'] }

    expect(tidied(content)).toMatchObject({ restsOn: ['m-1'], measures: [{ sensorId: null }] })
  })

  it('says what it lacks before the server has to', () => {
    expect(lackOf(begun())).toBeNull()
    expect(lackOf({ ...begun(), title: { zh: ' ', en: '' } })).toEqual({ part: 'title', what: 'title' })
    expect(lackOf({ ...begun(), measures: [newMeasure([])] })).toEqual({ part: 'measures', what: 'measure' })
    expect(lackOf({ ...begun(), reviewMonths: '一年' })).toEqual({ part: 'reviewMonths', what: 'figure' })
    expect(lackToHold(begun())).toBe('residual')
  })
})

describe('a risk that two edit at once', () => {
  it('takes what was not typed here, keeps what was, and says which is which', () => {
    const base = begun()
    const mine = { ...base, title: { zh: '法兰泄漏着火', en: '' }, stage: 'EQUIPMENT' as const }
    const theirs = { ...base, title: { zh: '法兰渗漏', en: '' }, causes: [] }

    const found = merged(base, mine, theirs)

    expect(found.content.title.zh).toBe('法兰泄漏着火')
    expect(found.content.causes).toEqual([])
    expect(found.content.stage).toBe('EQUIPMENT')
    expect([found.changed, found.both]).toEqual([['title', 'causes'], ['title']])
  })

  it('is told no news of what it has typed itself', () => {
    const base = begun()
    const mine = { ...base, causes: [] }

    expect(merged(base, mine, mine)).toEqual({ content: mine, changed: [], both: [] })
    expect(changed(base, mine)).toEqual(['causes'])
  })
})
