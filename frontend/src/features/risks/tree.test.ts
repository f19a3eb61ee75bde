import { describe, expect, it } from 'vitest'
import type { RiskTreeObjectFragment } from '@/graphql/generated/types'
import { branchesOf, together, totalOf, worstNow } from './tree'

const unit = (id: string, zh: string, levels: { level: number; count: number }[]): RiskTreeObjectFragment['units'][number] => ({
  drafts: 1,
  levels,
  unit: { id, code: id.toUpperCase(), name: { zh, en: zh }, kind: 'FACILITY', outOfUseSince: null, mayEdit: true },
})
const object = (id: string, zh: string, units: RiskTreeObjectFragment['units']): RiskTreeObjectFragment => ({
  id,
  code: id.toUpperCase(),
  name: { zh, en: zh },
  version: 1,
  department: null,
  post: null,
  person: null,
  mayEdit: false,
  units,
})
const REGISTER = [
  object('tf', '罐区', [
    unit('tf-1', '鹤管', [{ level: 2, count: 3 }]),
    unit('tf-2', '储罐', [
      { level: 4, count: 1 },
      { level: 2, count: 2 },
    ]),
  ]),
  object('rx', '反应车间', [unit('rx-1', '反应釜', [])]),
]
const ids = (open: string[], words = ''): string[] => branchesOf(REGISTER, new Set(open), words).map(({ id }) => id)

describe('the tree of the register', () => {
  it('shows the units of what is open only', () => {
    expect(ids([])).toEqual(['tf', 'rx'])
    expect(ids(['tf'])).toEqual(['tf', 'tf-1', 'tf-2', 'rx'])
  })

  it('adds up the events of an object by level, the worst first', () => {
    const [tanks] = branchesOf(REGISTER, new Set())

    expect(tanks?.levels).toEqual([
      { level: 4, count: 1 },
      { level: 2, count: 5 },
    ])
    expect(totalOf(tanks?.levels ?? [])).toBe(6)
    expect(tanks?.drafts).toBe(2)
    expect(together([])).toEqual([])
  })

  it('is filtered by names and codes, and opens what it finds', () => {
    expect(ids([], '储')).toEqual(['tf', 'tf-2'])
    expect(ids([], 'RX')).toEqual(['rx', 'rx-1'])
    expect(ids(['tf'], '罐区')).toEqual(['tf', 'tf-1', 'tf-2'])
    expect(ids([], '没有')).toEqual([])
  })

  it('has the level now of the worst unit, not known where another one may be worse', () => {
    const seen = { level: 3, isKnown: true }
    const blind = { level: 2, isKnown: false }
    expect(worstNow([null, undefined])).toBeNull()
    expect(worstNow([seen, { level: 1, isKnown: true }])).toEqual(seen)
    expect(worstNow([seen, blind])).toEqual({ level: 3, isKnown: false })
    expect(worstNow([{ level: 4, isKnown: true }, blind])).toEqual({ level: 4, isKnown: true })
    const [tanks] = branchesOf(REGISTER, new Set(), '', new Map([['tf-1', seen]]))
    expect(tanks?.live).toEqual(seen)
  })
})
