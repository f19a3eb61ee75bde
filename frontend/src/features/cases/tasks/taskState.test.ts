import { describe, expect, it } from 'vitest'
import { isOpen, progressOf } from './taskState'

describe('the tasks of a case', () => {
  const tasks = [{ state: 'DONE' }, { state: 'IN_PROGRESS' }, { state: 'WAITING' }, { state: 'CANCELLED' }] as const

  it('count without what was cancelled', () => {
    expect(progressOf([...tasks])).toEqual({ done: 1, all: 3 })
  })

  it('keep the disposal waiting until each is done or cancelled', () => {
    expect(tasks.map(isOpen)).toEqual([false, true, true, false])
  })
})
