import { describe, expect, it } from 'vitest'
import { nextOf } from './timeline'

describe('what a reporter waits for', () => {
  it('follows the last step', () => {
    expect(nextOf(['RECEIVED'])).toBe('triage')
    expect(nextOf(['RECEIVED', 'ACCEPTED', 'ASSIGNED'])).toBe('fix')
    expect(nextOf(['RECEIVED', 'ACCEPTED', 'FIXED', 'SENT_BACK'])).toBe('fix')
    expect(nextOf(['RECEIVED', 'TAKEN_ON', 'TASK_ASSIGNED', 'TASK_FINISHED'])).toBe('fix')
    expect(nextOf(['RECEIVED', 'FIXED'])).toBe('recheck')
    expect(nextOf(['RECEIVED', 'DECLINED', 'OBJECTED'])).toBe('answer')
    expect(nextOf(['RECEIVED', 'DECLINED', 'OBJECTED', 'OBJECTION_UPHELD'])).toBe('triage')
  })

  it('is nothing when it is over', () => {
    expect(nextOf(['RECEIVED', 'DECLINED'])).toBeNull()
    expect(nextOf(['RECEIVED', 'ARCHIVED', 'THANKED'])).toBeNull()
    expect(nextOf([])).toBeNull()
  })
})
