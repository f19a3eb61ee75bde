import type { Noun } from '@/features/nouns'
import { aCase } from '@/features/cases/noun'

export const noun: Noun = {
  routes: [
    {
      path: '/archive',
      component: () => import('@/views/archive/ArchiveView.vue'),
      children: [aCase],
      meta: { help: ['archive', 2] },
    },
  ],
  places: [{ under: 'disposal', rank: 5, to: '/archive', icon: 'archive', label: 'rail.archive' }],
}
