import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    {
      path: '/policy',
      component: () => import('@/views/policies/PolicyView.vue'),
    },
    {
      path: '/task-rules',
      component: () => import('@/views/policies/TaskRulesView.vue'),
      meta: { module: 'DEPARTMENT_TASKS' },
    },
  ],
  places: [
    {
      under: 'setup',
      rank: 4,
      to: '/policy',
      icon: 'clock',
      label: 'nav.policy',
      short: 'rail.policy',
      needs: 'CHANGE_POLICY',
      isTool: true,
      also: ['/task-rules'],
    },
  ],
}
