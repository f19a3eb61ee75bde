import type { RouteRecordRaw } from 'vue-router'
import type { Noun } from '@/features/nouns'

/** A case, of whichever list it was opened: closing it gives that list back. */
export const aCase: RouteRecordRaw = {
  path: ':id',
  component: () => import('@/views/cases/CaseView.vue'),
  props: true,
  meta: { help: ['case', 4] },
}

export const noun: Noun = {
  routes: [
    {
      path: '/cases',
      component: () => import('@/views/cases/CasesView.vue'),
      children: [aCase],
      meta: { help: ['cases', 4] },
    },
    {
      path: '/cases/:id/dispose',
      component: () => import('@/views/cases/DisposeView.vue'),
      props: true,
      meta: { help: ['dispose', 4] },
    },
    {
      path: '/cases/:id/recheck',
      component: () => import('@/views/cases/RecheckView.vue'),
      props: true,
      meta: { help: ['recheck', 4] },
    },
    {
      path: '/follow-ups',
      component: () => import('@/views/cases/FollowUpView.vue'),
      children: [aCase],
      meta: { help: ['followUps', 2] },
    },
  ],
  places: [
    { under: 'disposal', rank: 1, to: '/cases', icon: 'case', label: 'nav.cases' },
    { under: 'disposal', rank: 3, to: '/follow-ups', icon: 'flag', label: 'nav.followUp', needs: 'FOLLOW_UP', isTool: true },
  ],
  later: () => import('./later'),
}
