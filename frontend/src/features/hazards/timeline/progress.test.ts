import { describe, expect, it } from 'vitest'
import { progressOf } from './progress'

const states = (report: Parameters<typeof progressOf>[0]): string[] => progressOf(report).map(({ state }) => state)

describe('what became of a report', () => {
  it('waits for triage first', () => {
    expect(states({ state: 'SUBMITTED', case: null })).toEqual(['done', 'now', 'later', 'later', 'later'])
  })

  it('follows its case', () => {
    expect(states({ state: 'ACCEPTED', case: { state: 'IN_DISPOSAL' } })).toEqual(['done', 'done', 'now', 'later', 'later'])
    expect(states({ state: 'ACCEPTED', case: { state: 'AWAITING_RECHECK' } })).toEqual(['done', 'done', 'done', 'now', 'later'])
    expect(states({ state: 'ACCEPTED', case: { state: 'ARCHIVED' } })).toEqual(['done', 'done', 'done', 'done', 'done'])
  })

  it('ends when it was declined', () => {
    expect(states({ state: 'DECLINED', case: null })).toEqual(['done', 'declined'])
  })
})
