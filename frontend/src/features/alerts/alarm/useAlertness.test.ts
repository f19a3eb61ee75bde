import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { computed, effectScope, nextTick, ref, type EffectScope } from 'vue'
import type { Alarm } from './alarms'
import { clockOffset } from '@/shared/now'
import { wantSound } from '@/features/notifications/sound'
import { useAlertness, useWakeLock } from './useAlertness'

const START = Date.parse('2026-11-26T08:00:00Z')
const red = { id: 'a-1', alert: { id: 'a-1', tier: 'RED', activeSince: '1', changedAt: '1' } } as unknown as Alarm
let scope: EffectScope
let flashes: number
let shaken: number
let locks: { isHeld: boolean; released: boolean; release: () => Promise<void> }[]
const sounding = ref<Alarm[]>([])

beforeEach(() => {
  vi.useFakeTimers({ now: START })
  localStorage.clear()
  wantSound(false)
  ;[flashes, shaken, locks] = [0, 0, []]
  sounding.value = []
  scope = effectScope()
  Object.defineProperty(navigator, 'vibrate', { configurable: true, value: () => (shaken += 1) })
  const request = async () => {
    const lock = { isHeld: true, released: false, release: async () => void Object.assign(lock, { isHeld: false, released: true }) }
    locks.push(lock)
    return lock
  }
  Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } })
})
afterEach(() => {
  scope.stop()
  clockOffset.value = 0
  vi.useRealTimers()
})
const watchOver = (): void =>
  scope.run(() =>
    useAlertness(
      computed(() => sounding.value),
      () => (flashes += 1),
    ),
  )

test('with the sound off a red alert flashes and shakes again and again until somebody has it', async () => {
  watchOver()
  sounding.value = [red]
  await vi.advanceTimersByTimeAsync(20_000)
  const before = flashes
  sounding.value = []
  await vi.advanceTimersByTimeAsync(20_000)

  expect(before).toBeGreaterThanOrEqual(3)
  expect(shaken).toBeGreaterThanOrEqual(3)
  expect(flashes).toBe(before)
})

test('a clock that is set right meanwhile keeps no alarm quiet', async () => {
  watchOver()
  sounding.value = [red]
  await vi.advanceTimersByTimeAsync(1000)
  clockOffset.value = -900_000
  await vi.advanceTimersByTimeAsync(20_000)

  expect(flashes).toBeGreaterThanOrEqual(3)
})

test('the screen stays on while a red alert is there, and no longer', async () => {
  const isRed = ref(true)
  scope.run(() => useWakeLock(() => isRed.value))
  await vi.advanceTimersByTimeAsync(0)
  expect(locks.map(({ isHeld }) => isHeld)).toEqual([true])

  isRed.value = false
  await nextTick()
  await vi.advanceTimersByTimeAsync(0)
  expect(locks.map(({ isHeld }) => isHeld)).toEqual([false])
})

test('a screen that was put away takes the lock again when it is looked at', async () => {
  scope.run(() => useWakeLock(() => true))
  await vi.advanceTimersByTimeAsync(0)
  // The system takes it while the page is hidden.
  await locks[0]?.release()
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(0)

  expect(locks.map(({ isHeld }) => isHeld)).toEqual([false, true])
})
