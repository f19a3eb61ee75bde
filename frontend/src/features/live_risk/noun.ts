import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [{ path: '/plan', component: () => import('@/views/live_risk/PlanView.vue'), meta: { help: ['plan', 4] } }],
  places: [{ under: 'plan', rank: 1, to: '/plan', icon: 'map', label: 'rail.plan', isTool: true, also: ['/areas/'] }],
  later: () => import('./later'),
}
