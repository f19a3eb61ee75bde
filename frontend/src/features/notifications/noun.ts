import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    {
      path: '/reach',
      component: () => import('@/views/notifications/ReachView.vue'),
    },
    {
      path: '/alert-test',
      component: () => import('@/views/notifications/AlertTestView.vue'),
      meta: { help: ['alertTest', 2] },
    },
    {
      path: '/digests/:id',
      component: () => import('@/views/notifications/DigestView.vue'),
      props: true,
      meta: { help: ['digest', 2] },
    },
    {
      path: '/settings/preferences',
      component: () => import('@/views/notifications/PreferencesView.vue'),
      meta: { help: ['preferences', 2] },
    },
  ],
}
