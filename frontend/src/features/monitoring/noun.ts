import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    {
      path: '/monitor',
      component: () => import('@/views/monitoring/MonitorView.vue'),
      meta: { help: ['monitor', 4] },
    },
    {
      path: '/areas/:id',
      component: () => import('@/views/monitoring/AreaView.vue'),
      props: true,
      meta: { help: ['area', 4] },
    },
    {
      path: '/sources/:id',
      component: () => import('@/views/monitoring/SourceView.vue'),
      props: true,
      meta: { help: ['source', 2] },
    },
  ],
  places: [{ under: 'live', rank: 1, to: '/monitor', icon: 'sensor', label: 'rail.monitor', isTool: true, also: ['/sources/'] }],
  verbs: [{ id: 'wall', icon: 'sensor', label: 'palette.wall', to: { path: '/monitor', query: { wall: '' } } }],
}
