import { expect, test } from 'vitest'
import { addWords } from '@/shared/i18n'
import { mount } from '@/shared/test-mount'
import StillSending from './StillSending.vue'

test('what is out of service and sends stands in a row of its own, which leads to its page', async () => {
  await addWords(['sensors.adoption'])
  const sensor = { id: '7', siteId: 'north', code: 'RH-701', name: { zh: '仓库湿度', en: 'Humidity' } }

  const page = await mount(StillSending, { sources: [{ sensor, lastSeenAt: new Date().toISOString() }] })

  expect(page.root.textContent).toContain('停用的还在发 1')
  expect(page.root.textContent).toContain('RH-701 仓库湿度')
  expect(page.root.innerHTML).toContain('/sources/7')
  page.unmount()
})
