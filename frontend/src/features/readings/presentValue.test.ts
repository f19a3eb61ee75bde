import { defineComponent, h, nextTick, shallowRef } from 'vue'
import { expect, test, vi } from 'vitest'
import { mount } from '@/shared/test-mount'
import PresentValue from './PresentValue.vue'
import type { Reading } from './useLiveReadings'

const reading = (value: number, second: number): Reading => ({
  sampledAt: new Date(Date.UTC(2026, 10, 30, 8, 0, second)).toISOString(),
  value,
  quality: 'GOOD',
})

test('a present value follows its source, and neither its table nor its cell is drawn for the readings of others', async () => {
  const live = shallowRef(new Map<string, Reading>())
  const asked = vi.fn((id: string) => live.value.get(id))
  const drawn = vi.fn()
  const Table = defineComponent(() => () => {
    drawn()
    return h(PresentValue, { source: { id: '7', latest: reading(32.5, 0) }, newest: asked, unit: '%LEL' })
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
