import { describe, expect, it } from 'vitest'
import type { CaseDetailFragment } from '@/graphql/generated/types'
import { beforeOf } from './before'

const photos = (...hashes: string[]) => hashes.map((sha256) => ({ sha256 }))
const round = (number: number, before: string[]) => ({ number, disposal: { before: photos(...before) } })
const item = (parts: object): CaseDetailFragment =>
  ({ rounds: [], hazardReport: null, alert: null, ...parts }) as unknown as CaseDetailFragment

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
