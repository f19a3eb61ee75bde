import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  routes: [
    {
      path: '/sign-in',
      component: () => import('@/views/people/SignInView.vue'),
      meta: { isBare: true, isOpen: true },
    },
    {
      path: '/setup',
      component: () => import('@/views/people/SetupView.vue'),
      meta: { isBare: true, isOpen: true },
    },
    {
      path: '/invite/:secret',
      component: () => import('@/views/people/InviteView.vue'),
      props: true,
      meta: { isBare: true, isOpen: true },
    },
    {
      path: '/pin',
      component: () => import('@/views/people/PinView.vue'),
      meta: { isBare: true, isOpen: true },
    },
    {
      path: '/security',
      component: () => import('@/views/people/SecurityView.vue'),
    },
    {
      path: '/people/confirm',
      component: () => import('@/views/people/ConfirmPeopleView.vue'),
      meta: { help: ['confirmPeople', 2] },
    },
    {
      path: '/settings/data',
      component: () => import('@/views/people/MyDataView.vue'),
    },
    {
      path: '/settings/notices',
      component: () => import('@/views/people/NoticesView.vue'),
    },
  ],
  later: () => import('./later'),
}
