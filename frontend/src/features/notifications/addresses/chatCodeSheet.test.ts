import { defineComponent, h, nextTick, ref } from 'vue'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { addWords } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'
import type { MyAddress } from './addresses'

const CODE = { chatCode: '12345678', chatCodeEndsAt: new Date(Date.now() + 600_000).toISOString() }
const CHAT: MyAddress = {
  kind: 'CHAT',
  address: '',
  verifiedAt: null,
  channels: ['wecom'],
  takesCode: true,
  codeEndsAt: null,
  failures: 0,
  untilThen: '',
  takesChatCode: true,
  chatCode: '',
  chatCodeEndsAt: null,
}
const answer = vi.fn()
vi.mock('@/components/BottomSheet.vue', () => ({
  default: defineComponent(
    (_, { slots }) =>
      () =>
        h('div', slots.default?.()),
  ),
}))
vi.mock('@/features/people/useAtOnce', () => ({
  useAtOnce: () => {
    const isBusy = ref(false)
    const send = async (): Promise<unknown> => {
      isBusy.value = true
      return (answer() as Promise<unknown>).finally(() => (isBusy.value = false))
    }
    return { send, isBusy }
  },
}))
const { default: ChatCodeSheet } = await import('./ChatCodeSheet.vue')

let shown: Mounted
const changed = vi.fn()
const closed = vi.fn()
beforeAll(() => addWords(['notifications.addresses']))
beforeEach(() => vi.clearAllMocks())
afterEach(() => shown.unmount())

async function open(address: MyAddress): Promise<HTMLElement | null> {
  shown = await mount(ChatCodeSheet, { modelValue: true, 'onUpdate:modelValue': closed, onChanged: changed, address })
  await nextTick()
  return shown.byId('chat-code')
}

test('a code is asked for at once, and shown once it is there', async () => {
  let resolve: (found: unknown) => void = () => undefined
  answer.mockReturnValue(new Promise((found) => (resolve = found)))

  const sheet = await open(CHAT)
  expect(sheet?.dataset.state).toBe('MAKING')

  resolve({ kind: 'accepted', data: { makeChatCode: { addresses: [{ ...CHAT, ...CODE }] } } })
  await new Promise((resolve) => setTimeout(resolve))
  expect(changed).toHaveBeenCalledWith({ addresses: [{ ...CHAT, ...CODE }] })
})

test('a code that waits is shown and no other one is asked for', async () => {
  const sheet = await open({ ...CHAT, ...CODE })

  expect(sheet?.dataset.state).toBe('WAITS')
  expect(sheet?.textContent).toContain('1234 5678')
  expect(answer).not.toHaveBeenCalled()
})

test('where none is to be had it says why, and one can try again', async () => {
  answer.mockResolvedValue({ kind: 'refused', code: 'UNREACHABLE' })

  const sheet = await open(CHAT)
  await new Promise((resolve) => setTimeout(resolve))
  await nextTick()

  expect(sheet?.dataset.state).toBe('FAILED')
  shown.byId('chat-code-again')?.click()
  expect(answer).toHaveBeenCalledTimes(2)
})

test('once a code is over, of which the server says no more, it says so and one can get another', async () => {
  const address = ref<MyAddress>({ ...CHAT, ...CODE })
  shown = await mount(defineComponent(() => () => h(ChatCodeSheet, { modelValue: true, address: address.value })))
  address.value = CHAT
  await nextTick()

  expect(shown.byId('chat-code')?.dataset.state).toBe('OVER')
  answer.mockReturnValue(new Promise(() => undefined))
  shown.byId('chat-code-again')?.click()
  await nextTick()
  expect(shown.byId('chat-code')?.dataset.state).toBe('MAKING')
})

test('a code that is over is replaced by another one', async () => {
  answer.mockResolvedValue({ kind: 'refused', code: 'TOO_MANY_ATTEMPTS' })

  const sheet = await open({ ...CHAT, ...CODE, chatCodeEndsAt: '2026-01-01T00:00:00Z' })
  await new Promise((resolve) => setTimeout(resolve))
  await nextTick()

  expect(answer).toHaveBeenCalledOnce()
  expect(sheet?.textContent).not.toContain('1234 5678')
})
