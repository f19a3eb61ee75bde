import { beforeAll, expect, test } from 'vitest'
import { setLocale, addWords } from '@/shared/i18n'
import { unseenWords } from './unseenWords'

beforeAll(() => addWords(['home']))

test('a plant that does not see all says so, and what it never saw apart', () => {
  expect(unseenWords({ silentSensors: 0, unheardSensors: 30 })).toBe('30 个点从没来过数据')
  expect(unseenWords({ silentSensors: 2, unheardSensors: 1 })).toBe('2 个点看不见 · 1 个点从没来过数据')
  expect(unseenWords({ silentSensors: 0, unheardSensors: 0 })).toBe('')
})

test('an English count is right of one source, too', async () => {
  await setLocale('en')

  expect(unseenWords({ silentSensors: 1, unheardSensors: 1 })).toBe('Sources that cannot be seen: 1 · Sources that never sent anything: 1')
  await setLocale('zh')
})
