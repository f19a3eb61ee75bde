import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    {
      path: '/hazards/new',
      component: () => import('@/views/hazards/HazardNewView.vue'),
      meta: { help: ['report', 4] },
    },
    {
      path: '/hazards',
      component: () => import('@/views/hazards/HazardsView.vue'),
      children: [
        {
          path: ':id',
          component: () => import('@/views/hazards/HazardView.vue'),
          props: true,
          meta: { help: ['thread', 4] },
        },
      ],
      meta: { help: ['hazards', 4] },
    },
    {
      path: '/follow',
      component: () => import('@/views/hazards/AnonymousReportView.vue'),
      meta: { isOpen: true },
    },
  ],
  places: [{ under: 'findings', rank: 1, to: '/hazards', icon: 'hazard', label: 'nav.hazards' }],
  verbs: [{ id: 'report', icon: 'report', label: 'nav.report', to: '/hazards/new' }],
  later: () => import('./later'),
}
