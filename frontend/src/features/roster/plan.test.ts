import { describe, expect, it } from 'vitest'
import { inputOf, isRefused, lackOf, moved, type Candidates, type PlanDraft, type Preview } from './plan'

const LINES = [{ duty: 'OFFICER', department: null, post: null, people: [] }] as unknown as Candidates[]
const WHOLE: PlanDraft = {
  line: '0',
  patternId: 'night',
  firstDay: '2026-11-23',
  lastDay: '2026-11-29',
  people: ['alice', null],
  restDays: 'INCLUDED',
  replaces: false,
}

describe('a plan', () => {
  it('says the first thing that it lacks', () => {
    expect(lackOf({ ...WHOLE, line: '3' }, LINES)).toBe('line')
    expect(lackOf({ ...WHOLE, patternId: null }, LINES)).toBe('pattern')
    expect(lackOf({ ...WHOLE, lastDay: '2026-11-22' }, LINES)).toBe('days')
    expect(lackOf({ ...WHOLE, lastDay: '2027-11-22' }, LINES)).toBe('days')
    expect(lackOf({ ...WHOLE, people: [null] }, LINES)).toBe('people')
    expect(lackOf(WHOLE, LINES)).toBeNull()
  })

  it('is sent with its places without anybody', () => {
    expect(inputOf(WHOLE, LINES, 'north')).toMatchObject({ siteId: 'north', duty: 'OFFICER', people: ['alice', null], daysOff: [] })
  })

  it('is for every day, for working days, or for the others alone', () => {
    const sent = (restDays: PlanDraft['restDays']) => inputOf({ ...WHOLE, restDays }, LINES, 'north')

    expect(sent('INCLUDED')).toMatchObject({ skipsRestDays: false, onlyRestDays: false })
    expect(sent('SKIPPED')).toMatchObject({ skipsRestDays: true, onlyRestDays: false })
    expect(sent('ONLY')).toMatchObject({ skipsRestDays: false, onlyRestDays: true })
  })

  it('is not offered where the server would refuse it', () => {
    const fine = { shifts: [{}], unfit: [], twice: [] } as unknown as Preview

    expect(isRefused(fine)).toBe(false)
    expect(isRefused({ ...fine, twice: ['alice'] })).toBe(true)
    expect(isRefused({ ...fine, shifts: [] })).toBe(true)
  })

  it('lets people change places', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  })
})
