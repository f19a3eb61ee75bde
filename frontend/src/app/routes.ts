import type { RouteRecordRaw } from 'vue-router'
import { nouns } from '@/features/nouns'
import type { Module } from '@/graphql/generated/enums'
import { withWords } from '@/shared/i18n'

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
  component: () => withWords(['alerts', 'cases', 'hazards'], () => import('@/views/CaseView.vue')),
  props: true,
}

export const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    component: () => withWords(['app.welcome'], () => import('@/views/SignInView.vue')),
    meta: { isBare: true, isOpen: true },
  },
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
    component: () => withWords(['people.accounts', 'people.browsers'], () => import('@/views/SecurityView.vue')),
  },
  {
    path: '/',
    component: () =>
      withWords(['alerts', 'app.places', 'cases', 'cases.escalation', 'hazards', 'worklist'], () => import('@/views/HomeView.vue')),
  },
  {
    path: '/alerts',
    component: () => withWords(['alerts'], () => import('@/views/AlertsView.vue')),
    children: [
      {
        path: ':id',
        component: () =>
          withWords(['alerts', 'alerts.answers', 'cases', 'photos', 'readings', 'sites.levels'], () => import('@/views/AlertView.vue')),
        props: true,
      },
    ],
  },
  {
    path: '/cases',
    component: () => withWords(['archive', 'cases'], () => import('@/views/CasesView.vue')),
    children: [aCase],
  },
  { path: '/archive', component: () => withWords(['archive', 'cases'], () => import('@/views/ArchiveView.vue')), children: [aCase] },
  {
    path: '/cases/:id/dispose',
    component: () =>
      withWords(
        ['cases.disposal', 'cases.recurrence', 'cases', 'hazards', 'people.privacy', 'photos'],
        () => import('@/views/DisposeView.vue'),
      ),
    props: true,
  },
  {
    path: '/cases/:id/recheck',
    component: () =>
      withWords(
        ['cases.disposal', 'cases.evidence', 'cases.recheck', 'cases.tasks', 'cases', 'hazards', 'photos'],
        () => import('@/views/RecheckView.vue'),
      ),
    props: true,
  },
  {
    path: '/board',
    component: () => withWords(['cases.tasks', 'cases', 'worklist.board'], () => import('@/views/BoardView.vue')),
    children: [aCase],
    meta: { module: 'DEPARTMENT_TASKS' },
  },
  {
    path: '/work',
    component: () =>
      withWords(['agreements', 'cases.extensions', 'cases.tasks', 'hazards', 'worklist.board'], () => import('@/views/WorkView.vue')),
  },
  {
    path: '/hazards/new',
    component: () =>
      withWords(
        ['equipment', 'hazards.anonymous', 'hazards.report', 'hazards', 'people.privacy', 'photos'],
        () => import('@/views/HazardNewView.vue'),
      ),
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
      },
    ],
  },
  ...nouns.flatMap(({ routes: of = [] }) => of),
  {
    path: '/follow',
    component: () =>
      withWords(
        ['cases.recheck', 'cases', 'hazards.anonymous', 'hazards.objections', 'hazards.timeline', 'hazards', 'photos', 'suggestions'],
        () => import('@/views/AnonymousReportView.vue'),
      ),
    meta: { isOpen: true },
  },
  { path: '/scan', component: () => withWords(['equipment'], () => import('@/views/ScanView.vue')) },
  {
    path: '/q/:code',
    component: () => withWords(['alerts', 'cases', 'equipment', 'photos'], () => import('@/views/EquipmentView.vue')),
    props: true,
  },
  {
    path: '/people/confirm',
    component: () => withWords(['admin', 'people.account_links'], () => import('@/views/ConfirmPeopleView.vue')),
  },
  {
    path: '/reach',
    component: () => withWords(['notifications.channels', 'notifications.reach', 'people.browsers'], () => import('@/views/ReachView.vue')),
  },
  {
    path: '/kpis',
    component: () =>
      withWords(
        ['alerts', 'cases.dismissal', 'sensors.monitor', 'tuning.performance', 'tuning.proposals'],
        () => import('@/views/PerformanceView.vue'),
      ),
    meta: { module: 'TUNING' },
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
      },
    ],
  },
  {
    path: '/roster',
    component: () => withWords(['people.roster'], () => import('@/views/RosterView.vue')),
  },
  {
    path: '/held',
    component: () => withWords(['alerts.held', 'alerts.suppression'], () => import('@/views/HeldView.vue')),
  },
  {
    path: '/monitor',
    component: () => withWords(['sensors.monitor', 'sites.places'], () => import('@/views/MonitorView.vue')),
  },
  {
    path: '/plan',
    component: () => withWords(['alerts', 'sensors.monitor', 'sites'], () => import('@/views/PlanView.vue')),
  },
  {
    path: '/areas/:id',
    component: () => withWords(['alerts', 'cases', 'equipment', 'sensors.monitor', 'sites.places'], () => import('@/views/AreaView.vue')),
    props: true,
  },
  {
    path: '/sources/:id',
    component: () => withWords(['alerts', 'cases', 'sensors.monitor'], () => import('@/views/SourceView.vue')),
    props: true,
  },
  {
    path: '/connect',
    component: () => withWords(['sensors.adoption', 'sensors.connect', 'sensors.intake'], () => import('@/views/ConnectView.vue')),
  },
  {
    path: '/sources',
    component: () => withWords(['sensors.adoption', 'sensors.intake'], () => import('@/views/SourcesView.vue')),
  },
  {
    path: '/follow-ups',
    component: () => withWords(['alerts', 'cases.escalation', 'hazards'], () => import('@/views/FollowUpView.vue')),
    children: [aCase],
  },
  {
    path: '/first-minutes',
    component: () =>
      withWords(
        ['app.first_minutes', 'app.settings', 'notifications', 'notifications.browsers'],
        () => import('@/views/FirstMinutesView.vue'),
      ),
    meta: { isDeep: true },
  },
  {
    path: '/alert-test',
    component: () => withWords(['notifications'], () => import('@/views/AlertTestView.vue')),
  },
  {
    path: '/digests/:id',
    component: () => withWords(['alerts', 'cases', 'notifications.digest'], () => import('@/views/DigestView.vue')),
    props: true,
  },
  {
    path: '/policy',
    component: () => withWords(['agreements', 'cases.tasks', 'policies'], () => import('@/views/PolicyView.vue')),
  },
  {
    path: '/task-rules',
    component: () => withWords(['alerts', 'cases.tasks', 'hazards', 'policies'], () => import('@/views/TaskRulesView.vue')),
    meta: { module: 'DEPARTMENT_TASKS' },
  },
  {
    path: '/admin/:section?/:id?/:part?',
    component: () => withWords(['admin'], () => import('@/views/AdminView.vue')),
  },
  {
    path: '/outbox',
    component: () => withWords(['outbox.operations', 'outbox.page'], () => import('@/views/OutboxView.vue')),
  },
  {
    path: '/settings',
    component: () =>
      withWords(
        [
          'app.first_minutes',
          'app.places',
          'app.settings',
          'notifications',
          'notifications.addresses',
          'notifications.channels',
          'outbox.page',
          'people.privacy',
          'sites.location',
        ],
        () => import('@/views/SettingsView.vue'),
      ),
  },
  {
    path: '/settings/data',
    component: () => withWords(['people.accounts', 'people.my_data'], () => import('@/views/MyDataView.vue')),
  },
  {
    path: '/settings/notices',
    component: () => withWords(['people.privacy'], () => import('@/views/NoticesView.vue')),
  },
  {
    path: '/settings/preferences',
    component: () =>
      withWords(['app.settings', 'notifications.preferences', 'people.browsers', 'policies'], () => import('@/views/PreferencesView.vue')),
  },
  // Every component in its states; the built app has neither the page nor its folder (`npm run size` looks).
  ...(import.meta.env.DEV
    ? [
        {
          path: '/styleguide',
          component: () =>
            withWords(['app.settings', 'cases', 'cases.recheck', 'desk', 'photos'], () => import('@/styleguide/StyleguideView.vue')),
          meta: { isOpen: true },
        },
      ]
    : []),
  {
    path: '/switched-off',
    component: () => withWords(['app.away', 'sites.modules'], () => import('@/views/SwitchedOffView.vue')),
  },
  { path: AWAY, component: () => withWords(['app.away'], () => import('@/views/AwayView.vue')), meta: { isOpen: true } },
  { path: '/:path(.*)*', component: () => withWords(['app.away'], () => import('@/views/NotFoundView.vue')) },
]
