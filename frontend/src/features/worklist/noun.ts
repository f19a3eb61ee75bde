import type { Noun } from '@/features/nouns'
import { aCase } from '@/features/cases/noun'

export const noun: Noun = {
  routes: [
    {
      path: '/',
      component: () => import('@/views/worklist/HomeView.vue'),
      meta: { help: ['home', 4] },
    },
    {
      path: '/board',
      component: () => import('@/views/worklist/BoardView.vue'),
      children: [aCase],
      meta: { module: 'DEPARTMENT_TASKS', help: ['board', 2] },
    },
    {
      path: '/work',
      component: () => import('@/views/worklist/WorkView.vue'),
      meta: { help: ['work', 4] },
    },
  ],
  places: [
    { under: 'home', rank: 1, to: '/', icon: 'home', label: 'rail.home' },
    {
      under: 'disposal',
      rank: 2,
      to: '/board',
      icon: 'boxes',
      label: 'nav.board',
      short: 'rail.board',
      needs: 'ACKNOWLEDGE',
      module: 'DEPARTMENT_TASKS',
      isTool: true,
    },
  ],
}
