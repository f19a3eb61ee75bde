import { describe, expect, it } from 'vitest'
import type { CaseDetailFragment } from '@/graphql/generated/types'
import { EMPTY_PLAN, endOfDay, isComplete, recordedPlan } from './remediationPlan'

const item = (parts: object): CaseDetailFragment => ({ rounds: [], remediationPlan: null, ...parts }) as unknown as CaseDetailFragment

describe('the remediation plan', () => {
  it('are complete when all five say something, and end with the day', () => {
    const five = { responsible: '王磊', measures: '更换', funds: '2 万', deadline: '2026-12-01', plan: '停车' }
    expect(isComplete(five)).toBe(true)
    expect(isComplete({ ...five, plan: ' ' })).toBe(false)
    expect(isComplete(EMPTY_PLAN)).toBe(false)
    expect(recordedPlan(item({ remediationPlan: { ...five, deadline: endOfDay('2026-12-01') } }))).toEqual(five)
    expect(recordedPlan(item({}))).toBeNull()
  })
})
