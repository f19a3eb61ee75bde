import type { RouteRecordRaw } from 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** No navigation around it (sign-in). */
    isBare?: boolean
    /** A page inside another: on a phone the tab bar makes room. */
    isDeep?: boolean
    /** Open to people who are not signed in. */
    isOpen?: boolean
  }
}

export const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('@/views/SignInView.vue'), meta: { isBare: true, isOpen: true } },
  { path: '/outbox', component: () => import('@/views/OutboxView.vue'), meta: { isDeep: true } },
  { path: '/settings', component: () => import('@/views/SettingsView.vue') },
  { path: '/:path(.*)*', component: () => import('@/views/NotFoundView.vue') },
]
