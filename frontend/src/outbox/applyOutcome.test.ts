import { describe, expect, it } from 'vitest'
import { PAGE_BROKEN } from '@/shared/ownErrors'
import { FIRST_DELAY, isDue, LONGEST_DELAY, MOST_FAILURES, applyOutcome, STEP_UP } from './applyOutcome'
import { job } from './test-jobs'

const NOW = 1_800_000_000_000

describe('what becomes of a job', () => {
  it('is delivered once the server accepted it', () => {
    expect(applyOutcome(job(), { kind: 'accepted', answer: {} }, NOW)).toBeNull()
  })

  it('keeps a refused job for the person to see and never makes it due again', () => {
    const refused = applyOutcome(job(), { kind: 'refused', code: 'SAME_PERSON' }, NOW)
    expect(refused).toMatchObject({ state: 'refused', lastError: 'SAME_PERSON' })
    expect(refused && isDue(refused, NOW + 10 * LONGEST_DELAY, new Set())).toBe(false)
  })

  it('keeps a job for the next sign-in without counting it as a failure', () => {
    const kept = applyOutcome(job({ attempts: 2 }), { kind: 'unauthenticated' }, NOW)
    expect(kept).toMatchObject({ state: 'blocked', attempts: 2 })
  })

  it('keeps a job that needs the password under its id, and sends it no more before that was typed', () => {
    const before = job({ attempts: 2 })
    const kept = applyOutcome(before, { kind: 'unproven' }, NOW)
    expect(kept).toMatchObject({ id: before.id, state: 'blocked', attempts: 2, lastError: STEP_UP })
    expect(kept && isDue(kept, NOW + 10 * LONGEST_DELAY, new Set(), true)).toBe(false)
  })

  it('waits longer after every try, up to ten minutes and a quarter more', () => {
    const delays = [0, 1, 2, 3, 8].map((attempts) => {
      const next = applyOutcome(job({ attempts }), { kind: 'unreachable', code: 'UNREACHABLE' }, NOW)
      return (next?.retryAt ?? 0) - NOW
    })
    expect(delays).toEqual([...delays].sort((a, b) => a - b))
    expect(delays[0]).toBeGreaterThanOrEqual(FIRST_DELAY * 0.75)
    expect(delays.at(-1)).toBeLessThanOrEqual(LONGEST_DELAY * 1.25)
  })

  it('waits as long as the server asked for', () => {
    const next = applyOutcome(job(), { kind: 'unreachable', code: 'UNREACHABLE', retryAfter: 3_600_000 }, NOW)
    expect(next?.retryAt).toBe(NOW + 3_600_000)
  })

  it('does not send a hundred jobs at the same moment', () => {
    const times = Array.from(
      { length: 100 },
      (_, n) => applyOutcome(job({ id: `job-${n}` }), { kind: 'unreachable', code: '' }, NOW)?.retryAt,
    )
    expect(new Set(times).size).toBeGreaterThan(50)
  })

  it('asks a person to look when something of a job is missing again and again', () => {
    const tired = job({ attempts: MOST_FAILURES - 1 })
    expect(applyOutcome(tired, { kind: 'failed', code: 'PHOTO_MISSING' }, NOW)).toMatchObject({
      state: 'refused',
      lastError: 'PHOTO_MISSING',
    })
  })

  it('waits as long as a limit lasts', () => {
    const next = applyOutcome(job(), { kind: 'failed', code: 'TOO_MANY_ATTEMPTS', retryAfter: 3_600_000 }, NOW)
    expect(next).toMatchObject({ state: 'queued', retryAt: NOW + 3_600_000 })
  })

  it.each(['INTERNAL', 'TOO_MANY_ATTEMPTS', PAGE_BROKEN])('never gives up on a job that is sound: %s', (code) => {
    const next = applyOutcome(job({ attempts: 500 }), { kind: 'failed', code }, NOW)
    expect(next).toMatchObject({ state: 'queued', lastError: code })
    expect((next?.retryAt ?? 0) - NOW).toBeLessThanOrEqual(LONGEST_DELAY * 1.25)
  })

  it('never gives up on a network that is away', () => {
    const tired = job({ attempts: 500 })
    expect(applyOutcome(tired, { kind: 'unreachable', code: 'UNREACHABLE' }, NOW)).toMatchObject({ state: 'queued' })
  })
})

describe('when a job is due', () => {
  it('waits for the step before it', () => {
    const second = job({ id: 'second', dependsOn: 'first' })
    expect(isDue(second, NOW, new Set(['first', 'second']))).toBe(false)
    expect(isDue(second, NOW, new Set(['second']))).toBe(true)
  })

  it('is due again when it was cut off in the middle of sending', () => {
    expect(isDue(job({ state: 'sending' }), NOW, new Set())).toBe(true)
  })

  it('is not due before its time', () => {
    expect(isDue(job({ retryAt: NOW + 1 }), NOW, new Set())).toBe(false)
  })
})
