import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AssessmentMethod, ScoreAxis } from '@/graphql/generated/enums'
import { made, NOTHING_PICKED, positionOf, scoresInput, setOf, type CutoffSet, type Scores } from './scores'

/** As the server has them, and gives them by its contract. */
const of = (name: string): unknown => JSON.parse(readFileSync(`../backend/risks/assessment/${name}.json`, 'utf8'))
const SETS = of('cutoff_sets') as CutoffSet[]
const WORDINGS = of('score_wordings') as { method: AssessmentMethod; axis: ScoreAxis; score: number }[]
const picked = (method: AssessmentMethod, scores: Scores['picked']): Scores => ({ ...NOTHING_PICKED, method, picked: scores })
const bySet = (code: string): CutoffSet => SETS.find((each) => each.code === code) as CutoffSet

/** Every combination of the scores of a method, by level from 4 to 1. */
function counts(code: string): number[] {
  const by = bySet(code)
  const scales = WORDINGS.filter(({ method }) => method === by.method)
  let all: Scores['picked'][] = [{}]
  for (const axis of new Set(scales.map((each) => each.axis))) {
    const scores = scales.filter((each) => each.axis === axis)
    all = all.flatMap((each) => scores.map(({ score }) => ({ ...each, [axis]: score })))
  }
  const levels = all.map((each) => made(picked(by.method, each), by)?.level)
  return [4, 3, 2, 1].map((level) => levels.filter((each) => each === level).length)
}

describe('scores of a risk', () => {
  it('make the levels that the server makes, for every combination there is', () => {
    expect(counts('LEC')).toEqual([40, 21, 30, 161])
    expect(counts('LS-A')).toEqual([3, 3, 5, 14])
    expect(counts('LS-B')).toEqual([3, 8, 9, 5])
  })

  it('are multiplied exactly, and a bound itself is the worse level', () => {
    const lec = setOf(SETS, 'LEC', 'LS-A')

    expect(made(picked('LEC', { LIKELIHOOD: 0.1, EXPOSURE: 6, CONSEQUENCE: 7 }), lec)).toEqual({ score: 4.2, level: 1 })
    expect(made(picked('LEC', { LIKELIHOOD: 10, EXPOSURE: 1, CONSEQUENCE: 7 }), lec)).toEqual({ score: 70, level: 2 })
  })

  it('make nothing before the last one is picked', () => {
    const half = picked('LEC', { LIKELIHOOD: 10, EXPOSURE: 1 })

    expect(made(half, bySet('LEC'))).toBeNull()
    expect(scoresInput(half)).toBeNull()
    expect(made(picked('DIRECT', {}), undefined)).toBeNull()
  })

  it('go to the server without a level, but that of a clause', () => {
    expect(scoresInput(picked('LS', { LIKELIHOOD: 4, SEVERITY: 5 }))).toEqual({ ls: { likelihood: 4, severity: 5 } })
    expect(scoresInput({ ...NOTHING_PICKED, method: 'DIRECT', level: 4, clause: 'GB 1 第 3 条' })).toEqual({
      direct: { level: 4, clause: 'GB 1 第 3 条' },
    })
  })

  it('stand in the part of the scale that their level has', () => {
    const by = bySet('LEC')
    const parts = [20, 70, 159, 160, 320, 10000].map((score) => positionOf(score, by, 0.05, 10000))

    expect(parts.map((each) => Math.min(4, Math.floor(each * 4) + 1))).toEqual([1, 2, 2, 3, 4, 4])
    expect(parts.at(-1)).toBe(1)
  })
})
