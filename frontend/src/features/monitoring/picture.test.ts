import { effectScope, ref } from 'vue'
import { expect, test, vi } from 'vitest'
import { forgetProof, giveUpOpening } from '@/graphql/proof'
import { second } from '@/shared/now'
import { PRESENT_FOR, usePast } from './picture'

const past = (askedAt: number | null, savedAt: number | null) => {
  const found = effectScope().run(() => usePast({ askedAt: ref(askedAt), savedAt: ref(savedAt) }))
  if (!found) throw new Error('no scope')
  return found
}

test('an answer says how things are for half a minute, one that the phone has kept no longer', () => {
  vi.useFakeTimers()
  forgetProof()
  const fresh = past(performance.now(), Date.now())
  const kept = past(null, Date.now() - PRESENT_FOR - 1)
  expect([fresh.value, kept.value, past(null, null).value]).toEqual([false, true, true])

  vi.advanceTimersByTime(PRESENT_FOR + 1000)
  second.value += PRESENT_FOR

  expect(fresh.value).toBe(true)
})

test('nothing says how things are on a screen to which nothing proves that it would be told', () => {
  forgetProof()
  const fresh = past(performance.now(), Date.now())
  expect(fresh.value).toBe(false)
  giveUpOpening()
  expect(fresh.value).toBe(true)
})
