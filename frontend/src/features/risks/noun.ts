import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    { path: '/risks', component: () => import('@/views/risks/RisksView.vue'), meta: { help: ['risks', 2] } },
    { path: '/risks/:id/:form(edit)?', component: () => import('@/views/risks/RiskView.vue'), props: true, meta: { help: ['risk', 2] } },
    { path: '/risk-settings', component: () => import('@/views/risks/RiskSettingsView.vue') },
  ],
  places: [
    {
      under: 'risks',
      rank: 1,
      to: '/risks',
      icon: 'tree',
      label: 'rail.risks',
      short: 'rail.register',
      isTool: true,
      also: ['/risk-settings'],
    },
  ],
}
