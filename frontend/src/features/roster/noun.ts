import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    {
      path: '/roster',
      component: () => import('@/views/roster/RosterView.vue'),
      meta: { help: ['roster', 2] },
    },
  ],
  places: [{ under: 'people', rank: 1, to: '/roster', icon: 'people', label: 'nav.roster', isTool: true }],
}
