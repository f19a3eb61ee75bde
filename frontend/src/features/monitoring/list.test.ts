import { describe, expect, it } from 'vitest'
import { filterOf, isIn, leftOf, listOf, withinOf } from './list'
import type { ShownSource } from './source'
import { rowName, rowPath } from './words'

type Row = Parameters<typeof listOf>[0][number]
const row = (id: string, tier: string | null = null, standsFor = 1): Row =>
  ({
    standsFor,
    title: null,
    explainedBy: null,
    source: {
      ...{
        id,
        code: id,
        kind: 'EVENTS',
        state: 'IN_SERVICE',
        stage: 'PROCESS',
        area: { id: 'a', code: 'REACT' },
        latest: null,
        indicator: null,
      },
      ...{ unansweredTier: null, activeAlert: tier && { tier, condition: 'LIMIT_HIGH' } },
    },
  }) as unknown as Row
const same = (source: ShownSource): ShownSource => source

describe('the list of the picture', () => {
  it('has each source once and in its order, also where one moved to the page before meanwhile', () => {
    expect(listOf([row('b'), row('a'), row('r', 'RED'), row('a')], same).map(({ id }) => id)).toEqual(['r', 'a', 'b'])
  })

  it('says how many sources are left, those of a group among them', () => {
    const rows = listOf([row('gateway', 'YELLOW', 1500), row('a')], same)
    expect([leftOf(3000, rows), leftOf(1501, rows), leftOf(1000, rows)]).toEqual([1499, 0, 0])
  })

  it('calls a row that stands for all behind one source by that source, and leads to them within what it is narrowed to', () => {
    const name = { zh: 'GW-1：1463 个监测点看不见', en: 'GW-1: 1463 sources unseen' }
    const [behind] = listOf([{ ...row('a', null, 1463), title: name, explainedBy: { id: '7', name } }], (source) => ({
      ...source,
      within: withinOf({ stage: null, area: 'REACT' }),
    })) as [ShownSource]

    expect(rowName(behind, ({ code }) => code)).toBe(name.zh)
    expect(rowPath(behind)).toBe('/monitor?area=REACT&only=blind&behind=7')
    expect(rowPath({ ...behind, standsFor: 1 })).toBe('/sources/a')
    expect(isIn({ stage: null, area: null, only: null, behind: '7' }, behind)).toBe(true)
    expect(isIn({ stage: null, area: null, only: null, behind: '8' }, behind)).toBe(false)
  })

  it('is narrowed by the server as it is here', () => {
    const part = { stage: 'PROCESS', area: 'REACT', only: 'calm' } as const
    expect(filterOf(part)).toEqual({ stages: ['PROCESS'], areaCodes: ['REACT'], countedAs: ['NORMAL'] })
    expect(filterOf({ stage: null, area: null, only: null })).toEqual({})
    expect(filterOf({ stage: null, area: null, only: 'blind', behind: '7' })).toEqual({ countedAs: ['BLIND'], explainedBy: '7' })
    const [calm, red] = [listOf([row('a')], same)[0], listOf([row('r', 'RED')], same)[0]] as [ShownSource, ShownSource]
    expect([isIn(part, calm), isIn(part, red), isIn({ ...part, only: null }, red)]).toEqual([true, false, true])
    expect(isIn({ ...part, area: 'GATE' }, calm)).toBe(false)
  })
})
