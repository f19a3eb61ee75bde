import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { mount, type Mounted } from '@/shared/test-mount'
import HoldButton from './HoldButton.vue'

const done = vi.fn()
let shown: Mounted

beforeEach(async () => {
  vi.useFakeTimers()
  done.mockClear()
  shown = await mount(HoldButton, { onDone: done, 'data-testid': 'hold' })
})
afterEach(() => {
  shown.unmount()
  vi.useRealTimers()
})

/** A step of a hand at this moment of the page (ms). */
function step(type: string, at: number): void {
  const event = new MouseEvent(type, { bubbles: true })
  Object.defineProperty(event, 'timeStamp', { value: at })
  shown.byId('hold')?.dispatchEvent(event)
}

function hold(ms: number, { isTimerInTime }: { isTimerInTime: boolean }): void {
  step('pointerdown', 100)
  if (isTimerInTime) vi.advanceTimersByTime(ms)
  step('pointerup', 100 + ms)
  step('click', 100 + ms)
}

test('a hold of a second does it once', () => {
  hold(1100, { isTimerInTime: true })
  expect(done).toHaveBeenCalledTimes(1)
})

test('a hold of a second does it once, though the timer of a busy phone is late', () => {
  hold(1100, { isTimerInTime: false })
  expect(done).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(2000)
  expect(done).toHaveBeenCalledTimes(1)
})

test('a short press does nothing, and a second one within four seconds does it', () => {
  hold(900, { isTimerInTime: true })
  expect(done).not.toHaveBeenCalled()
  hold(50, { isTimerInTime: true })
  expect(done).toHaveBeenCalledTimes(1)
})

test('a short press does nothing while the timer is late', () => {
  hold(900, { isTimerInTime: false })
  expect(done).not.toHaveBeenCalled()
})
