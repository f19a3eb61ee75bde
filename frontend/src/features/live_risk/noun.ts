import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    { path: '/plan', component: () => import('@/views/live_risk/PlanView.vue'), meta: { help: ['plan', 4] } },
    { path: '/coverage', component: () => import('@/views/live_risk/CoverageView.vue'), meta: { help: ['coverage', 3] } },
  ],
  places: [
    { under: 'plan', rank: 1, to: '/plan', icon: 'map', label: 'rail.plan', isTool: true, also: ['/areas/'] },
    { under: 'risks', rank: 2, to: '/coverage', icon: 'eye', label: 'rail.coverage', isTool: true },
  ],
  later: () => import('./later'),
}
