import { describe, expect, it } from 'vitest'
import type { CaseDetailFragment, FlagPartsFragment } from '@/graphql/generated/types'
import { beforeOf } from './before'
import { isFree, timesFor } from './extensions'
import { EMPTY_FIVE, endOfDay, isComplete, recordedFive } from './five'
import { reasonsToSee, unseen } from './flags'

const flag = (reason: FlagPartsFragment['reason'], mustBeSeen = true): FlagPartsFragment => ({
  reason,
  mustBeSeen,
  photo: 'a',
  other: null,
  otherCaseId: null,
  otherCaseNumber: null,
  minutes: null,
  metres: null,
})
const photos = (...hashes: string[]) => hashes.map((sha256) => ({ sha256 }))
const round = (number: number, before: string[]) => ({ number, disposal: { before: photos(...before), fiveAssurances: null } })
const item = (parts: object): CaseDetailFragment =>
  ({ rounds: [], hazardReport: null, alert: null, fiveAssurances: null, ...parts }) as unknown as CaseDetailFragment

describe('what stands for "before"', () => {
  it('is what was taken for it, of the latest round that has it', () => {
    const found = item({ rounds: [round(1, ['b1']), round(2, [])], hazardReport: { photos: photos('r') } })
    expect(beforeOf(found, null)).toEqual(['b1'])
    expect(beforeOf(item({ rounds: [round(1, ['b1']), round(2, ['b2'])] }), round(1, []) as never)).toEqual(['b1'])
  })

  it('is the report, or what the camera saw, where nobody took one', () => {
    const alert = { cause: { observed: { snapshot: { sha256: 's' } } } }
    expect(beforeOf(item({ hazardReport: { photos: photos('r') }, alert }), null)).toEqual(['r'])
    expect(beforeOf(item({ alert }), null)).toEqual(['s'])
    expect(beforeOf(item({}), null)).toEqual([])
  })
})

describe('flags', () => {
  it('are confirmed once per reason, those for information not at all', () => {
    const flags = [flag('SAME_PHOTO'), flag('SAME_PHOTO'), flag('TIME_ORDER'), flag('NO_CAPTURE_TIME', false)]
    expect(reasonsToSee(flags)).toEqual(['SAME_PHOTO', 'TIME_ORDER'])
    expect(unseen(flags, ['SAME_PHOTO'])).toEqual(['TIME_ORDER'])
  })
})

describe('more time', () => {
  it('is half, once or twice what the tier gives', () => {
    expect(timesFor('ORANGE')).toEqual([120, 240, 480])
  })

  it('is asked for while nothing waits and the clock runs', () => {
    const asked = { kind: 'EXTENSION', state: 'ASKED', isStopping: false } as const
    expect(isFree([{ ...asked, state: 'REFUSED' }])).toBe(true)
    expect(isFree([asked])).toBe(false)
    expect(isFree([{ kind: 'STOP_CLOCK', state: 'APPROVED', isStopping: true }])).toBe(false)
  })
})

describe('the five assurances', () => {
  it('are complete when all five say something, and end with the day', () => {
    const five = { responsible: '王磊', measures: '更换', funds: '2 万', deadline: '2026-12-01', plan: '停车' }
    expect(isComplete(five)).toBe(true)
    expect(isComplete({ ...five, plan: ' ' })).toBe(false)
    expect(isComplete(EMPTY_FIVE)).toBe(false)
    expect(recordedFive(item({ fiveAssurances: { ...five, deadline: endOfDay('2026-12-01') } }))).toEqual(five)
    expect(recordedFive(item({}))).toBeNull()
  })
})
