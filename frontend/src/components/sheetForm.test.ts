import { defineComponent, h, nextTick, ref } from 'vue'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { addWords } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'
import { until } from '@/shared/test-until'
import ChipChoice from './ChipChoice.vue'
import ReasonField from './ReasonField.vue'

vi.mock('./BottomSheet.vue', () => ({
  default: defineComponent(
    (_, { slots }) =>
      () =>
        h('div', slots.default?.()),
  ),
}))
const { default: SheetForm } = await import('./SheetForm.vue')

let shown: Mounted
const sent = vi.fn()
const minutes = ref<string | null>(null)
const reason = ref('')
const Sheet = defineComponent(
  () => () =>
    h(
      SheetForm,
      {
        modelValue: true,
        title: '延期',
        sendLabel: '申请',
        isBusy: false,
        isDisabled: !minutes.value || !reason.value,
        onSend: sent,
      },
      () => [
        h(ChipChoice, {
          modelValue: minutes.value,
          label: '多久',
          options: [{ value: '60', label: '1 小时' }],
          'onUpdate:modelValue': (value: string | null) => (minutes.value = value),
        }),
        h(ReasonField, { modelValue: '', label: '说明', 'data-optional': '' }),
        h(ReasonField, { modelValue: reason.value, label: '原因', 'onUpdate:modelValue': (value: string) => (reason.value = value) }),
      ],
    ),
)
beforeAll(() => {
  addWords(['app.forms'])
  Element.prototype.scrollIntoView = vi.fn()
})
afterEach(() => shown.unmount())

async function press(): Promise<void> {
  shown.byId('sheet-send')?.click()
  await until(() => expect(shown.root.querySelector('[role="alert"]')?.textContent).toMatch(/还差/))
}

test('the verb of a sheet that lacks something goes to the first gap and says it, and sends when nothing is missing', async () => {
  shown = await mount(Sheet)
  await press()
  expect(shown.root.querySelector<HTMLElement>('[data-gap]')?.dataset.gap).toBe('还差：多久')
  expect(document.activeElement?.textContent).toContain('1 小时')

  minutes.value = '60'
  await nextTick()
  shown.root.querySelectorAll<HTMLElement>('[data-gap]').forEach((place) => place.click())
  await press()
  await until(() => expect(shown.root.querySelector<HTMLElement>('[data-gap]')?.dataset.gap).toBe('还差：原因'))
  expect(shown.byId('sheet-send')?.ariaDisabled ?? shown.byId('sheet-send')?.getAttribute('aria-disabled')).toBe('true')
  expect(sent).not.toHaveBeenCalled()

  reason.value = '等备件'
  await nextTick()
  shown.byId('sheet-send')?.click()
  expect(sent).toHaveBeenCalledOnce()
})
