import { afterEach, expect, test, vi } from 'vitest'
import { computed, effectScope, ref, type EffectScope } from 'vue'
import type { StackItem } from './stack'

const permissions = new Set<string>()
const alarms = ref<object[]>([])
vi.mock('@/features/people/session', () => ({
  may: (permission: string) => permissions.has(permission),
  membership: ref({ site: { controlRoom: '8110' } }),
}))
vi.mock('@/features/live/situation', () => ({ situation: computed(() => ({ alarms: alarms.value })) }))
const { useFirst } = await import('./useFirst')

const alert = (id: string, rank: string, more: object = {}) => ({
  id,
  rank,
  isActive: true,
  isAcknowledged: false,
  acknowledgeDueAt: '2026-12-01T08:00:00Z',
  ...more,
})
const alarm = (id: string, more: object = {}, isMine = false) => ({
  id,
  isMine,
  alert: alert(id, 'RED', more),
  site: { controlRoom: '8110' },
  calls: [{ person: { name: { zh: '赵敏', en: 'Zhao Min' } }, phone: '139' }],
})
const item = (id: string, rank: string) => ({ kind: 'alert', id, alert: alert(id, rank) }) as unknown as StackItem

let scope: EffectScope
/** What a person sees whose lists know this much. */
function home(mine: StackItem[] = []) {
  scope = effectScope()
  const found = scope.run(() => useFirst(() => mine, ref([])))
  if (!found) throw new Error('no scope')
  return found
}
afterEach(() => {
  scope.stop()
  permissions.clear()
})

test('a red that the list does not know yet is answered by who may answer it', () => {
  permissions.add('ACKNOWLEDGE')
  alarms.value = [alarm('a-1')]
  const { first, isUntold, call, verbItem } = home([item('a-2', 'YELLOW')])

  expect(first.value?.id).toBe('a-1')
  expect([isUntold.value, call.value]).toEqual([false, null])
  expect(verbItem.value?.id).toBe('a-1')
})

test('who may not answer it is told whom to call, and that it is not theirs', () => {
  alarms.value = [alarm('a-1')]
  const { first, isUntold, call, verbItem } = home()

  expect(first.value?.id).toBe('a-1')
  expect([isUntold.value, call.value?.phone, verbItem.value]).toEqual([true, '139', null])
})

test('who was notified of it is not told that they are not on the list, though they may not answer', () => {
  alarms.value = [alarm('a-1', {}, true)]
  const { isUntold, call } = home()

  expect([isUntold.value, call.value?.phone]).toEqual([false, '139'])
})

test('an alarm that somebody has does not come before the work of this person', () => {
  alarms.value = [alarm('a-1', { isAcknowledged: true })]
  const { first } = home([item('a-2', 'YELLOW')])

  expect(first.value?.id).toBe('a-2')
})
