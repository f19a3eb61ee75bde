import type { RouteRecordRaw } from 'vue-router'
import type { Module } from '@/graphql/generated/enums'
import { withWords } from '@/shared/i18n'

declare module 'vue-router' {
  interface RouteMeta {
    /** No navigation around it (sign-in). */
    isBare?: boolean
    /** A page inside another: on a phone the tab bar makes room. */
    isDeep?: boolean
    /** Open to people who are not signed in. */
    isOpen?: boolean
    /** Where the site has switched it off, the page says so. */
    module?: Module
  }
}

export const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('@/views/SignInView.vue'), meta: { isBare: true, isOpen: true } },
  {
    path: '/setup',
    component: () => withWords(['people.first_run', 'sites.trades'], () => import('@/views/SetupView.vue')),
    meta: { isBare: true, isOpen: true },
  },
  {
    path: '/invite/:secret',
    component: () => withWords(['people.accounts'], () => import('@/views/InviteView.vue')),
    props: true,
    meta: { isBare: true, isOpen: true },
  },
  {
    path: '/pin',
    component: () => withWords(['people.accounts'], () => import('@/views/PinView.vue')),
    meta: { isBare: true, isOpen: true },
  },
  {
    path: '/security',
    component: () => withWords(['people.accounts'], () => import('@/views/SecurityView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/',
    component: () => withWords(['alerts', 'cases', 'demo', 'hazards', 'sites', 'worklist'], () => import('@/views/HomeView.vue')),
  },
  {
    path: '/alerts',
    component: () => withWords(['alerts'], () => import('@/views/AlertsView.vue')),
    children: [
      {
        path: ':id',
        component: () => withWords(['alerts', 'cases', 'photos', 'readings', 'sites.levels'], () => import('@/views/AlertView.vue')),
        props: true,
        meta: { isDeep: true },
      },
    ],
  },
  {
    path: '/cases',
    component: () => withWords(['archive', 'cases'], () => import('@/views/CasesView.vue')),
    children: [
      {
        path: ':id',
        component: () =>
          withWords(['alerts', 'cases.escalation', 'cases', 'events', 'hazards', 'suggestions'], () => import('@/views/CaseView.vue')),
        props: true,
        meta: { isDeep: true },
      },
    ],
  },
  { path: '/archive', component: () => withWords(['archive', 'cases'], () => import('@/views/ArchiveView.vue')), meta: { isDeep: true } },
  {
    path: '/cases/:id/dispose',
    component: () =>
      withWords(
        ['cases.disposal', 'cases.recurrence', 'cases', 'hazards', 'people.privacy', 'photos'],
        () => import('@/views/DisposeView.vue'),
      ),
    props: true,
    meta: { isDeep: true },
  },
  {
    path: '/cases/:id/recheck',
    component: () =>
      withWords(
        ['cases.disposal', 'cases.evidence', 'cases.recheck', 'cases.tasks', 'cases', 'hazards', 'photos'],
        () => import('@/views/RecheckView.vue'),
      ),
    props: true,
    meta: { isDeep: true },
  },
  {
    path: '/board',
    component: () => withWords(['cases.tasks', 'cases', 'worklist.board'], () => import('@/views/BoardView.vue')),
    meta: { isDeep: true, module: 'DEPARTMENT_TASKS' },
  },
  {
    path: '/work',
    component: () =>
      withWords(['agreements', 'cases.extensions', 'cases.tasks', 'hazards', 'worklist.board'], () => import('@/views/WorkView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/hazards/new',
    component: () =>
      withWords(['cases.links', 'equipment', 'hazards.anonymous', 'hazards', 'photos'], () => import('@/views/HazardNewView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/hazards',
    component: () => withWords(['cases', 'hazards.anonymous', 'hazards'], () => import('@/views/HazardsView.vue')),
    children: [
      {
        path: ':id',
        component: () =>
          withWords(
            ['alerts', 'cases.links', 'cases.recheck', 'cases', 'hazards.objections', 'hazards.timeline', 'hazards', 'photos'],
            () => import('@/views/HazardView.vue'),
          ),
        props: true,
        meta: { isDeep: true },
      },
    ],
  },
  {
    path: '/suggestions/new',
    component: () => withWords(['hazards.anonymous', 'photos', 'suggestions'], () => import('@/views/SuggestionNewView.vue')),
    meta: { isDeep: true, module: 'SUGGESTIONS' },
  },
  {
    path: '/suggestions',
    component: () => withWords(['hazards.anonymous', 'suggestions'], () => import('@/views/SuggestionsView.vue')),
    children: [
      {
        path: ':id',
        component: () => withWords(['photos', 'suggestions'], () => import('@/views/SuggestionView.vue')),
        props: true,
        meta: { isDeep: true },
      },
    ],
    meta: { isDeep: true, module: 'SUGGESTIONS' },
  },
  {
    path: '/follow',
    component: () =>
      withWords(
        ['cases.recheck', 'cases', 'hazards.anonymous', 'hazards.objections', 'hazards.timeline', 'hazards', 'photos', 'suggestions'],
        () => import('@/views/AnonymousReportView.vue'),
      ),
    meta: { isDeep: true, isOpen: true },
  },
  { path: '/scan', component: () => withWords(['equipment'], () => import('@/views/ScanView.vue')), meta: { isDeep: true } },
  {
    path: '/q/:code',
    component: () => withWords(['alerts', 'cases', 'equipment'], () => import('@/views/EquipmentView.vue')),
    props: true,
    meta: { isDeep: true },
  },
  {
    path: '/kpis',
    component: () =>
      withWords(
        ['alerts', 'cases.dismissal', 'sensors.monitor', 'tuning.performance', 'tuning.proposals'],
        () => import('@/views/PerformanceView.vue'),
      ),
    meta: { isDeep: true, module: 'TUNING' },
  },
  {
    path: '/lab',
    component: () => withWords(['sensors.adoption', 'sensors.monitor', 'tuning.proposals'], () => import('@/views/LabView.vue')),
    children: [
      {
        path: ':sensor',
        component: () =>
          withWords(
            ['alerts', 'cases.dismissal', 'cases', 'sensors.monitor', 'tuning.proposals'],
            () => import('@/views/LabSensorView.vue'),
          ),
        props: true,
        meta: { isDeep: true },
      },
    ],
  },
  {
    path: '/held',
    component: () => withWords(['alerts.held', 'alerts.suppression'], () => import('@/views/HeldView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/monitor',
    component: () => withWords(['sensors.monitor', 'sites.places'], () => import('@/views/MonitorView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/plan',
    component: () => withWords(['alerts', 'sensors.monitor', 'sites'], () => import('@/views/PlanView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/areas/:id',
    component: () => withWords(['alerts', 'cases', 'equipment', 'sensors.monitor', 'sites.places'], () => import('@/views/AreaView.vue')),
    props: true,
    meta: { isDeep: true },
  },
  {
    path: '/sources/:id',
    component: () => withWords(['alerts', 'cases', 'sensors.monitor'], () => import('@/views/SourceView.vue')),
    props: true,
    meta: { isDeep: true },
  },
  {
    path: '/connect',
    component: () => withWords(['sensors.adoption', 'sensors.connect', 'sensors.intake'], () => import('@/views/ConnectView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/sources',
    component: () => withWords(['sensors.adoption', 'sensors.intake'], () => import('@/views/SourcesView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/follow-ups',
    component: () => withWords(['alerts', 'cases.escalation', 'hazards'], () => import('@/views/FollowUpView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/policy',
    component: () => withWords(['cases.tasks', 'policies'], () => import('@/views/PolicyView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/task-rules',
    component: () => withWords(['alerts', 'cases.tasks', 'hazards', 'policies'], () => import('@/views/TaskRulesView.vue')),
    meta: { isDeep: true, module: 'DEPARTMENT_TASKS' },
  },
  {
    path: '/admin/:section?/:id?/:part?',
    component: () => withWords(['admin'], () => import('@/views/AdminView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/outbox',
    component: () => withWords(['outbox.operations', 'suggestions'], () => import('@/views/OutboxView.vue')),
    meta: { isDeep: true },
  },
  { path: '/settings', component: () => withWords(['people.privacy'], () => import('@/views/SettingsView.vue')) },
  {
    path: '/settings/data',
    component: () => withWords(['people.accounts', 'people.my_data'], () => import('@/views/MyDataView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/settings/notices',
    component: () => withWords(['people.privacy'], () => import('@/views/NoticesView.vue')),
    meta: { isDeep: true },
  },
  // Every component in its states; the built app has neither the page nor its folder (`npm run size` looks).
  ...(import.meta.env.DEV
    ? [
        {
          path: '/styleguide',
          component: () => withWords(['cases', 'cases.recheck', 'desk', 'photos'], () => import('@/styleguide/StyleguideView.vue')),
          meta: { isOpen: true },
        },
      ]
    : []),
  {
    path: '/switched-off',
    component: () => withWords(['sites.modules'], () => import('@/views/SwitchedOffView.vue')),
    meta: { isDeep: true },
  },
  { path: '/:path(.*)*', component: () => import('@/views/NotFoundView.vue') },
]
