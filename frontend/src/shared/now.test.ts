import { expect, test, vi } from 'vitest'
import { effectScope, watchEffect } from 'vue'
import { useMinute } from './now'

test('what reads the minute is drawn anew once a minute, and not with each second', () => {
  vi.useFakeTimers({ now: new Date('2026-12-01T08:00:30Z') })
  const seen: string[] = []
  const scope = effectScope()
  scope.run(() => {
    const minute = useMinute()
    watchEffect(() => seen.push(new Date(minute.value).toISOString()), { flush: 'sync' })
  })
  vi.advanceTimersByTime(120_000)

  expect(seen.map((at) => at.slice(11, 19))).toEqual(['08:00:00', '08:01:00', '08:02:00'])
  scope.stop()
  vi.useRealTimers()
})
