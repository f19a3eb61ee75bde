import type { RouteRecordRaw } from 'vue-router'
import { nouns } from '@/features/nouns'

/** Shown in the place of a page whose files cannot be had. */
export const AWAY = '/away'

/** Those of the app itself, and of every noun. */
export const routes: RouteRecordRaw[] = [
  ...nouns.flatMap(({ routes: of = [] }) => of),
  {
    path: '/first-minutes',
    component: () => import('@/views/app/FirstMinutesView.vue'),
    meta: { help: ['firstMinutes', 2] },
  },
  {
    path: '/admin/:section?/:id?/:part?',
    component: () => import('@/views/app/AdminView.vue'),
  },
  {
    path: '/outbox',
    component: () => import('@/views/app/OutboxView.vue'),
    meta: { help: ['outbox', 4] },
  },
  {
    path: '/settings',
    component: () => import('@/views/app/SettingsView.vue'),
    meta: { help: ['settings', 4] },
  },
  // Every component in its states; the built app has neither the page nor its folder (`npm run size` looks).
  ...(import.meta.env.DEV
    ? [
        {
          path: '/styleguide',
          component: () => import('@/styleguide/StyleguideView.vue'),
          meta: { isOpen: true },
        },
      ]
    : []),
  {
    path: '/switched-off',
    component: () => import('@/views/app/SwitchedOffView.vue'),
  },
  { path: AWAY, component: () => import('@/views/app/AwayView.vue'), meta: { isOpen: true } },
  { path: '/:path(.*)*', component: () => import('@/views/app/NotFoundView.vue') },
]
