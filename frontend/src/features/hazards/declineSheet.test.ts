import { defineComponent, h, nextTick, ref } from 'vue'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { addWords } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'

const refusal = { kind: 'refused', id: 'job', code: '' }
vi.mock('@/components/BottomSheet.vue', () => ({
  default: defineComponent(
    (_, { slots }) =>
      () =>
        h('div', slots.default?.()),
  ),
}))
vi.mock('@/features/outbox/useSubmit', () => ({ useSubmit: () => ({ submit: () => Promise.resolve(refusal), isBusy: ref(false) }) }))
vi.mock('@/graphql/useLiveQuery', () => ({ useLiveQuery: () => ({ data: ref() }) }))
const { default: DeclineSheet } = await import('./DeclineSheet.vue')

let shown: Mounted
const closed = vi.fn()
const done = vi.fn()
beforeAll(() => addWords(['home', 'agreements', 'cases.links']))
beforeEach(() => vi.clearAllMocks())
afterEach(() => shown.unmount())

async function decline(code: string): Promise<void> {
  refusal.code = code
  const report = { id: 'r-1', number: 'YH-1', grade: 'GENERAL', isSerious: false }
  shown = await mount(DeclineSheet, { modelValue: true, 'onUpdate:modelValue': closed, onDone: done, report })
  shown.root.querySelector<HTMLElement>('#decline-reason [role="radio"]')?.click()
  const note = shown.root.querySelector('textarea')
  if (note) note.value = '与 YH-0 重复'
  note?.dispatchEvent(new Event('input'))
  await nextTick()
  shown.byId('sheet-send')?.click()
  await new Promise((resolve) => setTimeout(resolve))
}

test('the form of who decides second closes, and the page shows what the first one decided', async () => {
  await decline('ALREADY_TRIAGED')

  expect(closed).toHaveBeenCalledWith(false)
  expect(done).toHaveBeenCalledOnce()
})

test('a form that was refused for what stands in it stays open', async () => {
  await decline('REASON_REQUIRED')

  expect(closed).not.toHaveBeenCalled()
})
