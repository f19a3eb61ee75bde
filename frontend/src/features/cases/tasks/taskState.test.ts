import { describe, expect, it } from 'vitest'
import { isOpen, progressOf } from './taskState'

describe('the lanes of a case', () => {
  const lanes = [{ state: 'DONE' }, { state: 'IN_PROGRESS' }, { state: 'WAITING' }, { state: 'CANCELLED' }] as const

  it('count without what was cancelled', () => {
    expect(progressOf([...lanes])).toEqual({ done: 1, all: 3 })
  })

  it('keep the disposal waiting until each is done or cancelled', () => {
    expect(lanes.map(isOpen)).toEqual([false, true, true, false])
  })
})
