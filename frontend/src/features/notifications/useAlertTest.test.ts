import { expect, it } from 'vitest'
import type { ChangeKind, Changes } from '@/graphql/changes'
import type { AlertListItemFragment, AlertTestPartsFragment } from '@/graphql/generated/types'
import { useAlertTest } from './useAlertTest'

const TEST: AlertTestPartsFragment = { id: 't', tier: 'RED', sentAt: '2026-11-27T08:00:00Z', shownAt: null, addresses: 0, pushes: [] }

/** What follows changes here, and a way to let one happen. */
function followed() {
  const listeners = new Map<ChangeKind, (changed: never) => void>()
  const used = useAlertTest((kind, listener) => {
    listeners.set(kind, listener)
    return () => listeners.delete(kind)
  })
  used.follow()
  const happens = <K extends ChangeKind>(kind: K, changed: Partial<Changes[K]>): void => listeners.get(kind)?.(changed as never)
  return { test: used.test, happens }
}

const real = (more: Partial<AlertListItemFragment>) => ({ tier: 'RED' as const, isActive: true, isAcknowledged: false, ...more })

it('ends a test at once when something real must be seen', () => {
  const { test, happens } = followed()
  happens('alertTest', TEST)
  expect(test.value?.id).toBe('t')

  happens('alert', real({}))
  expect(test.value).toBeNull()
})

it.each([real({ tier: 'YELLOW' }), real({ isActive: false }), real({ isAcknowledged: true })])(
  'keeps it beside what may wait: %o',
  (alert) => {
    const { test, happens } = followed()
    happens('alertTest', TEST)

    happens('alert', alert)
    expect(test.value?.id).toBe('t')
  },
)
