import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    { path: '/scan', component: () => import('@/views/equipment/ScanView.vue'), meta: { help: ['scan', 4] } },
    {
      path: '/q/:code',
      component: () => import('@/views/equipment/EquipmentView.vue'),
      props: true,
      meta: { help: ['equipment', 4] },
    },
  ],
}
