import { createRouter, createWebHistory } from 'vue-router'
import { has, viewer } from '@/features/people/session'
import { readMeta, writeMeta } from '@/shared/db'
import { isMissing } from '@/shared/ownErrors'
import { AWAY, routes } from './routes'

/** A notification's address older than this was for another visit. */
const NAVIGATE_WITHIN = 60_000

export const router = createRouter({
  history: createWebHistory(),
  routes,
  /** Another page opens at its top; the shell scrolls, not the window, so the router cannot do it itself. */
  scrollBehavior: (to, from) => {
    if (to.path !== from.path) document.querySelector('main')?.scrollTo({ top: 0 })
    return false
  },
})

router.beforeEach((to) => {
  // An administrator without a second factor may do nothing else.
  if (viewer.value?.mustEnrol && to.path !== '/security' && !to.meta.isOpen) return '/security'
  // A link from a message or a shelf of the browser: the page would be a list of refusals.
  if (viewer.value && to.matched.some(({ meta }) => meta.module && !has(meta.module))) return '/switched-off'
  if (viewer.value || to.meta.isOpen) return true
  return { path: '/sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
})

/** Files of a page that this phone cannot get now, or that fail on it: a page that it has says which. No tap does nothing. */
router.onError((error, { fullPath, path }, from) => {
  if (path === AWAY) return
  const query = isMissing(error) ? { page: fullPath } : { page: fullPath, broken: '1' }
  void router.push({ path: AWAY, query, replace: from.matched.length === 0 })
})

/** Goes where a tapped notification points: sent by the worker, or found on the phone when iOS opened the start page. */
export async function followNotifications(): Promise<void> {
  navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<{ type?: string; to?: string } | null>) => {
    if (data?.type === 'NAVIGATE' && data.to) void router.push(data.to)
  })
  const wanted = await readMeta<{ to: string; at: number } | null>('navigate')
  if (!wanted) return
  await writeMeta('navigate', null)
  if (Date.now() - wanted.at < NAVIGATE_WITHIN && location.pathname === '/') await router.push(wanted.to)
}
