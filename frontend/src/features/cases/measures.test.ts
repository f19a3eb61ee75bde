import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { HazardCategory } from '@/graphql/generated/enums'
import { addWords } from '@/shared/i18n'
import { measuresOf } from './measures'

beforeAll(() => addWords(['cases.disposal']))

describe('measures to tick', () => {
  it.each(HazardCategory)('are there for a report of %s, which no alert advises about', (category) => {
    const measures = measuresOf({ alert: null, hazardReport: { category } })

    expect(measures.length).toBeGreaterThanOrEqual(4)
    expect(new Set(measures).size).toBe(measures.length)
    expect(measures.every((each) => each.length > 1 && each.length <= 14)).toBe(true)
  })

  it('are those of the alert where it advises any', () => {
    const advice = [{ zh: '关闭阀门', en: 'Close the valve' }]

    expect(measuresOf({ alert: { advice }, hazardReport: null })).toEqual(['关闭阀门'])
    expect(measuresOf({ alert: { advice: [] }, hazardReport: null })).toContain('设警戒，挂警示牌')
  })

  it('are as many in English', () => {
    const [zh = {}, en = {}] = ['zh', 'en'].map(
      (language) => JSON.parse(readFileSync(`../locales/${language}/cases.disposal.json`, 'utf8')) as Record<string, string>,
    )
    const count = (words = ''): number => words.split('|').length
    for (const category of HazardCategory) expect(count(en[`dispose.usual.${category}`])).toBe(count(zh[`dispose.usual.${category}`]))
  })
})

describe('a sheet in which a reason is typed', () => {
  it.each([
    'features/cases/escalation/FollowUpSheet.vue',
    'features/cases/links/LinkSheet.vue',
    'features/cases/recurrence/RootCauseSheet.vue',
    'features/cases/tasks/AddTaskSheet.vue',
    'features/roster/ShiftSheet.vue',
  ])('offers the usual ones as chips: %s', (file) => {
    expect(readFileSync(`src/${file}`, 'utf8')).toMatch(/<ReasonField[^>]*:usual="t\(/)
  })
})
