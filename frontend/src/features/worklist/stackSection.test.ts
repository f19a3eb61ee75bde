import { expect, test } from 'vitest'
import { mount } from '@/shared/test-mount'
import StackSection from './StackSection.vue'

test('a section of which the server has more than one page counts "20+", not 20', async () => {
  const cut = await mount(StackSection, { title: '接下来', count: 20, isLeast: true })
  const whole = await mount(StackSection, { title: '接下来', count: 20 })

  expect(cut.words()).toContain('20+')
  expect(whole.words()).not.toContain('+')
  cut.unmount()
  whole.unmount()
})
