import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    {
      path: '/kpis',
      component: () => import('@/views/tuning/PerformanceView.vue'),
      meta: { module: 'TUNING' },
    },
    {
      path: '/lab',
      component: () => import('@/views/tuning/LabView.vue'),
      children: [
        {
          path: ':sensor',
          component: () => import('@/views/tuning/LabSensorView.vue'),
          props: true,
        },
      ],
    },
  ],
  places: [
    {
      under: 'reports',
      rank: 1,
      to: '/kpis',
      icon: 'chart',
      label: 'nav.kpis',
      short: 'rail.kpis',
      needs: 'SEE_KPIS',
      module: 'TUNING',
      isTool: true,
    },
    { under: 'setup', rank: 2, to: '/lab', icon: 'flask', label: 'nav.lab', short: 'rail.lab', needs: 'PROPOSE_LIMITS', isTool: true },
  ],
}
