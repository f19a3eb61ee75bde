import { defineComponent, h, nextTick, ref } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { mount, type Mounted } from '@/shared/test-mount'
import { until } from '@/shared/test-until'
import AppButton from './AppButton.vue'
import TextArea from './TextArea.vue'

const words = ref('')
const sent = vi.fn()
const Form = defineComponent(
  () => () =>
    h('form', { onSubmit: (event: Event) => (event.preventDefault(), sent()) }, [
      h(TextArea, { modelValue: words.value, label: '说点什么' }),
      h(AppButton, { type: 'submit', isLacking: !words.value, 'data-testid': 'send' }, () => '发送'),
    ]),
)
let shown: Mounted
beforeEach(async () => {
  Element.prototype.scrollIntoView = vi.fn()
  words.value = ''
  sent.mockClear()
  shown = await mount(Form)
})
afterEach(() => shown.unmount())

test('a verb outside of a sheet goes to the field that lacks something and says which', async () => {
  shown.byId('send')?.click()

  await until(() => expect(shown.root.querySelector('[role="alert"]')?.textContent).toBe('还差：说点什么'))
  expect(document.activeElement).toBe(shown.root.querySelector('textarea'))
  expect(sent).not.toHaveBeenCalled()
})

test('it sends once nothing is missing', async () => {
  words.value = '已处理'
  await nextTick()

  shown.byId('send')?.click()

  expect(sent).toHaveBeenCalledOnce()
})
