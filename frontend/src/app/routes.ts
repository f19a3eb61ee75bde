import type { RouteRecordRaw } from 'vue-router'
import { nouns } from '@/features/nouns'
import type { Module } from '@/graphql/generated/enums'

declare module 'vue-router' {
  interface RouteMeta {
    /** No navigation around it (sign-in). */
    isBare?: boolean
    /** Open to people who are not signed in. */
    isOpen?: boolean
    /** Where the site has switched it off, the page says so. */
    module?: Module
  }
}

/** Shown in the place of a page whose files cannot be had. */
export const AWAY = '/away'

/** A case, of whichever list it was opened: closing it gives that list back. */
const aCase: RouteRecordRaw = {
  path: ':id',
  component: () => import('@/views/cases/CaseView.vue'),
  props: true,
}

export const routes: RouteRecordRaw[] = [
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
    path: '/',
    component: () => import('@/views/worklist/HomeView.vue'),
  },
  {
    path: '/alerts',
    component: () => import('@/views/alerts/AlertsView.vue'),
    children: [
      {
        path: ':id',
        component: () => import('@/views/alerts/AlertView.vue'),
        props: true,
      },
    ],
  },
  {
    path: '/cases',
    component: () => import('@/views/cases/CasesView.vue'),
    children: [aCase],
  },
  {
    path: '/archive',
    component: () => import('@/views/archive/ArchiveView.vue'),
    children: [aCase],
  },
  {
    path: '/cases/:id/dispose',
    component: () => import('@/views/cases/DisposeView.vue'),
    props: true,
  },
  {
    path: '/cases/:id/recheck',
    component: () => import('@/views/cases/RecheckView.vue'),
    props: true,
  },
  {
    path: '/board',
    component: () => import('@/views/worklist/BoardView.vue'),
    children: [aCase],
    meta: { module: 'DEPARTMENT_TASKS' },
  },
  {
    path: '/work',
    component: () => import('@/views/worklist/WorkView.vue'),
  },
  {
    path: '/hazards/new',
    component: () => import('@/views/hazards/HazardNewView.vue'),
  },
  {
    path: '/hazards',
    component: () => import('@/views/hazards/HazardsView.vue'),
    children: [
      {
        path: ':id',
        component: () => import('@/views/hazards/HazardView.vue'),
        props: true,
      },
    ],
  },
  ...nouns.flatMap(({ routes: of = [] }) => of),
  {
    path: '/follow',
    component: () => import('@/views/hazards/AnonymousReportView.vue'),
    meta: { isOpen: true },
  },
  { path: '/scan', component: () => import('@/views/equipment/ScanView.vue') },
  {
    path: '/q/:code',
    component: () => import('@/views/equipment/EquipmentView.vue'),
    props: true,
  },
  {
    path: '/people/confirm',
    component: () => import('@/views/people/ConfirmPeopleView.vue'),
  },
  {
    path: '/reach',
    component: () => import('@/views/notifications/ReachView.vue'),
  },
  {
    path: '/kpis',
    component: () => import('@/views/tuning/PerformanceView.vue'),
    meta: { module: 'TUNING' },
  },
  {
    path: '/lab',
    component: () => import('@/views/tuning/LabView.vue'),
    children: [
      {
        path: ':sensor',
        component: () => import('@/views/tuning/LabSensorView.vue'),
        props: true,
      },
    ],
  },
  {
    path: '/roster',
    component: () => import('@/views/roster/RosterView.vue'),
  },
  {
    path: '/held',
    component: () => import('@/views/alerts/HeldView.vue'),
  },
  {
    path: '/monitor',
    component: () => import('@/views/monitoring/MonitorView.vue'),
  },
  {
    path: '/plan',
    component: () => import('@/views/sites/PlanView.vue'),
  },
  {
    path: '/areas/:id',
    component: () => import('@/views/monitoring/AreaView.vue'),
    props: true,
  },
  {
    path: '/sources/:id',
    component: () => import('@/views/monitoring/SourceView.vue'),
    props: true,
  },
  {
    path: '/connect',
    component: () => import('@/views/sensors/ConnectView.vue'),
  },
  {
    path: '/sources',
    component: () => import('@/views/sensors/SourcesView.vue'),
  },
  {
    path: '/follow-ups',
    component: () => import('@/views/cases/FollowUpView.vue'),
    children: [aCase],
  },
  {
    path: '/first-minutes',
    component: () => import('@/views/app/FirstMinutesView.vue'),
    meta: { isDeep: true },
  },
  {
    path: '/alert-test',
    component: () => import('@/views/notifications/AlertTestView.vue'),
  },
  {
    path: '/digests/:id',
    component: () => import('@/views/notifications/DigestView.vue'),
    props: true,
  },
  {
    path: '/policy',
    component: () => import('@/views/policies/PolicyView.vue'),
  },
  {
    path: '/task-rules',
    component: () => import('@/views/policies/TaskRulesView.vue'),
    meta: { module: 'DEPARTMENT_TASKS' },
  },
  {
    path: '/admin/:section?/:id?/:part?',
    component: () => import('@/views/app/AdminView.vue'),
  },
  {
    path: '/outbox',
    component: () => import('@/views/app/OutboxView.vue'),
  },
  {
    path: '/settings',
    component: () => import('@/views/app/SettingsView.vue'),
  },
  {
    path: '/settings/data',
    component: () => import('@/views/people/MyDataView.vue'),
  },
  {
    path: '/settings/notices',
    component: () => import('@/views/people/NoticesView.vue'),
  },
  {
    path: '/settings/preferences',
    component: () => import('@/views/notifications/PreferencesView.vue'),
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
