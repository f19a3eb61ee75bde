import { defineComponent, h, nextTick, shallowRef } from 'vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { forgetProof, giveUpOpening } from '@/graphql/proof'
import { mount } from '@/shared/test-mount'
import PresentValue from './PresentValue.vue'
import type { Reading } from './useLiveReadings'

const reading = (value: number, second: number): Reading => ({
  sampledAt: new Date(Date.UTC(2026, 10, 30, 8, 0, second)).toISOString(),
  value,
  quality: 'GOOD',
})

const NOW = Date.UTC(2026, 10, 30, 8, 0, 30)
const source = (silentAfterSeconds: number) => ({
  id: '7',
  latest: reading(32.5, 0),
  state: 'IN_SERVICE' as const,
  indicator: { silentAfterSeconds },
})

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  forgetProof()
})

test('a present value follows its source, and neither its table nor its cell is drawn for the readings of others', async () => {
  const live = shallowRef(new Map<string, Reading>())
  const asked = vi.fn((id: string) => live.value.get(id))
  const drawn = vi.fn()
  const Table = defineComponent(() => () => {
    drawn()
    return h(PresentValue, { source: source(60), newest: asked, unit: '%LEL' })
  })
  const shown = await mount(Table)
  expect(shown.root.textContent).toBe('32.5 %LEL')

  live.value = new Map([['7', reading(2.6, 1)]])
  await nextTick()
  expect(shown.root.textContent).toBe('2.6 %LEL')

  const cell = shown.root.firstElementChild?.outerHTML
  live.value = new Map([...live.value, ['8', reading(90, 2)]])
  await nextTick()
  expect(shown.root.firstElementChild?.outerHTML).toBe(cell)
  expect(drawn).toHaveBeenCalledTimes(1)
  expect(asked).toHaveBeenCalledTimes(3)
  shown.unmount()
})

test('a value older than its source may be silent is hatched with its age, and so is a young one that nothing proves', async () => {
  const cell = async (silentAfterSeconds: number) => {
    const shown = await mount(
      defineComponent(() => () => h(PresentValue, { source: source(silentAfterSeconds), newest: () => undefined, unit: '%LEL' })),
    )
    const [words, isHatched] = [shown.root.textContent, shown.root.querySelector('[data-testid=past-value]') !== null]
    shown.unmount()
    return [words, isHatched]
  }
  vi.setSystemTime(NOW + 600_000)
  expect(await cell(60)).toEqual(['32.5 %LEL10 分钟前', true])
  expect(await cell(7200)).toEqual(['32.5 %LEL', false])

  giveUpOpening()
  expect(await cell(7200)).toEqual(['32.5 %LEL10 分钟前', true])
})
