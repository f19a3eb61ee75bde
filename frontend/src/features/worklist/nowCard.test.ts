import { defineComponent, h, nextTick, shallowRef } from 'vue'
import { beforeEach, expect, test, vi } from 'vitest'
import type { AlertQuery } from '@/graphql/generated/types'
import { forgetProof } from '@/graphql/proof'
import { mount } from '@/shared/test-mount'
import type { StackItem } from './stack'

const detail = shallowRef<AlertQuery>()
vi.mock('@/graphql/useLiveQuery', () => ({ useLiveQuery: () => ({ data: detail }) }))
vi.mock('@/features/readings/useLiveReadings', () => ({
  useLiveReadings: () => shallowRef(new Map()),
  withLatest: (source: unknown) => source,
}))
const { default: NowCard } = await import('./NowCard.vue')

const name = { zh: '反应车间可燃气体 A', en: 'Gas A' }
const place = { id: 'a', code: 'A', name }
const crossed = {
  condition: 'LIMIT_HIGH',
  value: 50.9,
  limit: 50,
  unit: '%LEL',
  sampledAt: '2026-12-01T08:00:00Z',
  sentence: name,
  observed: null,
}
const sensor = { id: '7', siteId: 's', code: 'GD-201', name, unit: '%LEL', stage: 'PROCESS', area: place, equipment: null }
const alert = {
  ...{ id: 'x', tier: 'RED', worstTier: 'RED', rank: 'RED', condition: 'LIMIT_HIGH', state: 'UNACKNOWLEDGED', isActive: true },
  ...{ isAcknowledged: false, raisedAt: crossed.sampledAt, changedAt: crossed.sampledAt, tierSince: crossed.sampledAt, normalAt: null },
  ...{ acknowledgeDueAt: '2026-12-01T08:10:00Z', acknowledgedAt: null, suppression: null, group: null, case: null, cause: crossed, sensor },
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-12-01T08:01:00Z') })
  forgetProof()
  detail.value = undefined
})

test('the value that crossed the limit is never shown as that of now: it is hatched until its source is known', async () => {
  const item = { kind: 'alert', id: 'x', alert } as unknown as StackItem
  const shown = await mount(defineComponent(() => () => h(NowCard, { item })))
  expect(shown.byId('past-value')?.textContent).toContain('50.9')

  const latest = { sampledAt: '2026-12-01T08:00:59Z', value: 2.6, quality: 'GOOD' }
  const known = { ...sensor, state: 'IN_SERVICE', latest, indicator: { silentAfterSeconds: 60, limits: [], span: null } }
  detail.value = { alert: { ...alert, sensor: known, advice: [] } } as unknown as AlertQuery
  await nextTick()

  expect(shown.byId('past-value')).toBeNull()
  expect(shown.root.textContent).toContain('2.6')
  expect(shown.root.textContent).not.toContain('50.9')
  shown.unmount()
})
