import { beforeAll, expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { addWords } from '@/shared/i18n'
import { mount } from '@/shared/test-mount'
import OutboxView from './OutboxView.vue'

const waiting = vi.hoisted(() => ({ value: 0 }))
vi.mock('@/outbox/clock', () => ({ CLOCK_WRONG: 1, compareClocks: async () => 0 }))
vi.mock('@/outbox/useSent', () => ({ useSent: () => ({ sent: ref([]), lastContact: ref(null) }) }))
vi.mock('@/outbox/useOutbox', () => ({
  useOutbox: () => ({ isKnown: ref(true), entries: ref([]), waiting: ref(waiting.value), ofOthers: ref(0) }),
}))

beforeAll(() => addWords(['outbox.page']))

test('a phone from which nothing ever left says so only while something waits', async () => {
  const words = async (): Promise<string> => (await mount(OutboxView)).words()
  expect(await words()).toContain('全部已送达')
  expect(await words()).not.toContain('尚未同步')
  waiting.value = 2
  expect(await words()).toContain('尚未同步')
})
