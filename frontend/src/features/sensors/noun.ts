import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    {
      path: '/connect',
      component: () => import('@/views/sensors/ConnectView.vue'),
    },
    {
      path: '/sources',
      component: () => import('@/views/sensors/SourcesView.vue'),
    },
  ],
  places: [
    {
      under: 'setup',
      rank: 3,
      to: '/sources',
      icon: 'download',
      label: 'nav.sources',
      short: 'rail.sources',
      needs: 'MANAGE_SOURCES',
      isTool: true,
      also: ['/connect'],
    },
  ],
  later: () => import('./later'),
}
