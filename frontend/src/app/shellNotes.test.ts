import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { addWords } from '@/shared/i18n'
import { clockOffset } from '@/shared/now'
import { mount, type Mounted } from '@/shared/test-mount'

const path = ref('/')
vi.mock('vue-router', async (original) => ({
  ...(await original<typeof import('vue-router')>()),
  useRoute: () => ({
    get path() {
      return path.value
    },
  }),
}))
vi.mock('@/features/live/ConnectionPill.vue', () => ({ default: { render: () => null } }))
vi.mock('@/features/people/session', () => ({ sessionState: ref('signed-in') }))
vi.mock('@/features/update/update', () => ({ mayUpdate: ref(false), takeUpdate: () => undefined }))
vi.mock('@/graphql/live', () => ({ connection: ref('live'), cutSince: ref(null) }))
const { default: ShellNotes } = await import('./ShellNotes.vue')

let shown: Mounted
beforeAll(() => addWords(['home']))
afterEach(() => {
  shown.unmount()
  clockOffset.value = 0
})

test.each(['/', '/hazards/new', '/alerts/1'])('a phone whose clock is fast says so in one line on %s', async (where) => {
  path.value = where
  clockOffset.value = -900_000
  shown = await mount(ShellNotes)

  expect(shown.byId('wrong-clock')?.textContent).toContain('快 15 分钟')
})

test('a clock that is off by less than two minutes is of no account', async () => {
  path.value = '/'
  clockOffset.value = 90_000
  shown = await mount(ShellNotes)

  expect(shown.byId('wrong-clock')).toBeNull()
})

test('elsewhere nothing is said', async () => {
  path.value = '/settings'
  clockOffset.value = 900_000
  shown = await mount(ShellNotes)

  expect(shown.byId('wrong-clock')).toBeNull()
})
