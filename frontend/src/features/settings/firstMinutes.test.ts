import { beforeEach, describe, expect, it } from 'vitest'
import { hasSeenFirstMinutes, heardAt, nextStep, noteFirstMinutes, noteHeard } from './firstMinutes'

beforeEach(() => localStorage.clear())

describe('the first minutes', () => {
  it('are shown once to each person of a shared phone', () => {
    noteFirstMinutes('wang')
    noteFirstMinutes('wang')

    expect(hasSeenFirstMinutes('wang')).toBe(true)
    expect(hasSeenFirstMinutes('chen')).toBe(false)
  })

  it('are shown again rather than never where the note cannot be read', () => {
    localStorage.setItem('anhuan.first-minutes', '{half')

    expect(hasSeenFirstMinutes('wang')).toBe(false)
    noteFirstMinutes('wang')
    expect(hasSeenFirstMinutes('wang')).toBe(true)
  })

  it('count a sound as heard only while nobody said otherwise', () => {
    expect(heardAt()).toBeNull()
    noteHeard(1000)
    expect(heardAt()).toBe(1000)
    noteHeard(null)
    expect(heardAt()).toBeNull()
  })

  it('lead to the first thing that can be done here, past what cannot', () => {
    const push = { step: 'push', state: 'BAD', mayTry: false } as const
    const sound = { step: 'sound', state: 'OPEN', mayTry: true } as const

    expect(nextStep([{ step: 'install', state: 'GOOD', mayTry: true }, push, sound])).toBe('sound')
    expect(nextStep([push])).toBeNull()
  })
})
