import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    {
      path: '/alerts',
      component: () => import('@/views/alerts/AlertsView.vue'),
      children: [
        {
          path: ':id',
          component: () => import('@/views/alerts/AlertView.vue'),
          props: true,
          meta: { help: ['alert', 4] },
        },
      ],
      meta: { help: ['alerts', 4] },
    },
    {
      path: '/held',
      component: () => import('@/views/alerts/HeldView.vue'),
    },
  ],
  places: [
    { under: 'alarms', rank: 1, to: '/alerts', icon: 'alert', label: 'nav.alerts' },
    { under: 'disposal', rank: 4, to: '/held', icon: 'pause', label: 'nav.held', short: 'rail.held', needs: 'FOLLOW_UP', isTool: true },
  ],
  later: () => import('./later'),
}
