import { afterEach, beforeAll, expect, test } from 'vitest'
import { addWords } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'
import SensorState from './SensorState.vue'

let shown: Mounted
beforeAll(() => addWords(['home']))
afterEach(() => shown.unmount())
const normal = { isSourceNormal: true, recheckOpensAt: '2026-11-24T02:00:00Z', hasSource: true }

test('a case says that its recheck may pass only while it is in recheck', async () => {
  shown = await mount(SensorState, normal)
  expect(shown.words()).toContain('监测值已恢复正常')
  expect(shown.words()).toContain('先处置，再复查')
  expect(shown.words()).not.toContain('可以复查通过')

  shown.unmount()
  shown = await mount(SensorState, { ...normal, isInRecheck: true })
  expect(shown.words()).toContain('可以复查通过')
})

test('before the disposal nobody waits for the source to be watched either', async () => {
  const watched = { ...normal, recheckOpensAt: new Date(Date.now() + 600_000).toISOString() }
  shown = await mount(SensorState, watched)

  expect(shown.words()).not.toContain('后可复查通过')
})
