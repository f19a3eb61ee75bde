import { createApp, h, nextTick } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { expect, test } from 'vitest'
import type { ControlQuery } from '@/graphql/generated/types'
import { setLocale, addWords } from '@/shared/i18n'
import { alertsAgain, sourcesAgain, stepsOf } from './lists'
import OutAreas from './OutAreasDesk.vue'

const area = (id: string) => ({ id, code: id, name: { zh: id, en: id } })

test('each number of areas out of control opens as many areas', async () => {
  await setLocale('zh')
  await addWords(['desk'])
  const control = {
    areas: [
      { area: area('a'), isOutOfControl: true },
      { area: area('b'), isOutOfControl: false },
    ],
    areasYesterday: [area('b'), area('c')],
    areasLastWeek: [],
  } as unknown as ControlQuery['control']
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)*', component: { render: () => null } }] })
  const root = document.createElement('div')
  const app = createApp({ render: () => h(OutAreas, { control }) })
  app.use(router).mount(root)
  const links = (): (string | null)[] => [...root.querySelectorAll('[data-testid="out-areas"] a')].map((link) => link.getAttribute('href'))

  for (const [at, wanted] of [
    ['now', ['/areas/a']],
    ['yesterday', ['/areas/b', '/areas/c']],
  ] as const) {
    root.querySelector<HTMLElement>(`[data-testid="out-${at}"]`)?.click()
    await nextTick()
    expect(links()).toEqual(wanted)
  }
  expect(root.querySelector('[data-testid="out-lastWeek"]')).toBeNull()
  app.unmount()
})

test('a share in time leads to the steps of its period, and what repeats to its sources and alerts', () => {
  expect(stepsOf({ step: 'DISPOSE', since: '2026-10-28', department: 'd', isLate: true })).toEqual({
    path: '/follow-ups',
    query: { view: 'steps', step: 'DISPOSE', from: '2026-10-28', department: 'd', answer: 'LATE' },
  })
  expect(sourcesAgain('2026-09-01')).toEqual({ path: '/sources', query: { part: 'all', again: '2026-09-01' } })
  expect(alertsAgain('7', '2026-09-01')).toEqual({
    path: '/alerts',
    query: { view: 'all', tier: 'RED,ORANGE', source: '7', from: '2026-09-01' },
  })
})
