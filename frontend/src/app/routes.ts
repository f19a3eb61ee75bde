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
  component: () => withWords(['alerts', 'cases', 'hazards'], () => import('@/views/cases/CaseView.vue')),
  props: true,
}

export const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    component: () => withWords(['app.welcome'], () => import('@/views/people/SignInView.vue')),
    meta: { isBare: true, isOpen: true },
  },
  {
    path: '/setup',
    component: () => withWords(['people.first_run', 'sites.trades'], () => import('@/views/people/SetupView.vue')),
    meta: { isBare: true, isOpen: true },
  },
  {
    path: '/invite/:secret',
    component: () => withWords(['people.accounts'], () => import('@/views/people/InviteView.vue')),
    props: true,
    meta: { isBare: true, isOpen: true },
  },
  {
    path: '/pin',
    component: () => withWords(['people.accounts'], () => import('@/views/people/PinView.vue')),
    meta: { isBare: true, isOpen: true },
  },
  {
    path: '/security',
    component: () => withWords(['people.accounts', 'people.browsers'], () => import('@/views/people/SecurityView.vue')),
  },
  {
    path: '/',
    component: () =>
      withWords(
        ['alerts', 'app.places', 'cases', 'cases.escalation', 'hazards', 'worklist'],
        () => import('@/views/worklist/HomeView.vue'),
      ),
  },
  {
    path: '/alerts',
    component: () => withWords(['alerts'], () => import('@/views/alerts/AlertsView.vue')),
    children: [
      {
        path: ':id',
        component: () =>
          withWords(
            ['alerts', 'alerts.answers', 'cases', 'photos', 'readings', 'sites.levels'],
            () => import('@/views/alerts/AlertView.vue'),
          ),
        props: true,
      },
    ],
  },
  {
    path: '/cases',
    component: () => withWords(['archive', 'cases'], () => import('@/views/cases/CasesView.vue')),
    children: [aCase],
  },
  {
    path: '/archive',
    component: () => withWords(['archive', 'cases'], () => import('@/views/archive/ArchiveView.vue')),
    children: [aCase],
  },
  {
    path: '/cases/:id/dispose',
    component: () =>
      withWords(
        ['cases.disposal', 'cases.recurrence', 'cases', 'hazards', 'people.privacy', 'photos'],
        () => import('@/views/cases/DisposeView.vue'),
      ),
    props: true,
  },
  {
    path: '/cases/:id/recheck',
    component: () =>
      withWords(
        ['cases.disposal', 'cases.evidence', 'cases.recheck', 'cases.tasks', 'cases', 'hazards', 'photos'],
        () => import('@/views/cases/RecheckView.vue'),
      ),
    props: true,
  },
  {
    path: '/board',
    component: () => withWords(['cases.tasks', 'cases', 'worklist.board'], () => import('@/views/worklist/BoardView.vue')),
    children: [aCase],
    meta: { module: 'DEPARTMENT_TASKS' },
  },
  {
    path: '/work',
    component: () =>
      withWords(
        ['agreements', 'cases.extensions', 'cases.tasks', 'hazards', 'worklist.board'],
        () => import('@/views/worklist/WorkView.vue'),
      ),
  },
  {
    path: '/hazards/new',
    component: () =>
      withWords(
        ['equipment', 'hazards.anonymous', 'hazards.report', 'hazards', 'people.privacy', 'photos'],
        () => import('@/views/hazards/HazardNewView.vue'),
      ),
  },
  {
    path: '/hazards',
    component: () => withWords(['cases', 'hazards.anonymous', 'hazards'], () => import('@/views/hazards/HazardsView.vue')),
    children: [
      {
        path: ':id',
        component: () =>
          withWords(
            ['alerts', 'cases.links', 'cases.recheck', 'cases', 'hazards.objections', 'hazards.timeline', 'hazards', 'photos'],
            () => import('@/views/hazards/HazardView.vue'),
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
        () => import('@/views/hazards/AnonymousReportView.vue'),
      ),
    meta: { isOpen: true },
  },
  { path: '/scan', component: () => withWords(['equipment'], () => import('@/views/equipment/ScanView.vue')) },
  {
    path: '/q/:code',
    component: () => withWords(['alerts', 'cases', 'equipment', 'photos'], () => import('@/views/equipment/EquipmentView.vue')),
    props: true,
  },
  {
    path: '/people/confirm',
    component: () => withWords(['admin', 'people.account_links'], () => import('@/views/people/ConfirmPeopleView.vue')),
  },
  {
    path: '/reach',
    component: () =>
      withWords(['notifications.channels', 'notifications.reach', 'people.browsers'], () => import('@/views/notifications/ReachView.vue')),
  },
  {
    path: '/kpis',
    component: () =>
      withWords(
        ['alerts', 'cases.dismissal', 'sensors.monitor', 'tuning.performance', 'tuning.proposals'],
        () => import('@/views/tuning/PerformanceView.vue'),
      ),
    meta: { module: 'TUNING' },
  },
  {
    path: '/lab',
    component: () => withWords(['sensors.adoption', 'sensors.monitor', 'tuning.proposals'], () => import('@/views/tuning/LabView.vue')),
    children: [
      {
        path: ':sensor',
        component: () =>
          withWords(
            ['alerts', 'cases.dismissal', 'cases', 'sensors.monitor', 'tuning.proposals'],
            () => import('@/views/tuning/LabSensorView.vue'),
          ),
        props: true,
      },
    ],
  },
  {
    path: '/roster',
    component: () => withWords(['people.roster'], () => import('@/views/people/RosterView.vue')),
  },
  {
    path: '/held',
    component: () => withWords(['alerts.held', 'alerts.suppression'], () => import('@/views/alerts/HeldView.vue')),
  },
  {
    path: '/monitor',
    component: () => withWords(['sensors.monitor', 'sites.places'], () => import('@/views/monitoring/MonitorView.vue')),
  },
  {
    path: '/plan',
    component: () => withWords(['alerts', 'sensors.monitor', 'sites'], () => import('@/views/sites/PlanView.vue')),
  },
  {
    path: '/areas/:id',
    component: () =>
      withWords(['alerts', 'cases', 'equipment', 'sensors.monitor', 'sites.places'], () => import('@/views/monitoring/AreaView.vue')),
    props: true,
  },
  {
    path: '/sources/:id',
    component: () => withWords(['alerts', 'cases', 'sensors.monitor'], () => import('@/views/monitoring/SourceView.vue')),
    props: true,
  },
  {
    path: '/connect',
    component: () => withWords(['sensors.adoption', 'sensors.connect', 'sensors.intake'], () => import('@/views/sensors/ConnectView.vue')),
  },
  {
    path: '/sources',
    component: () => withWords(['sensors.adoption', 'sensors.intake'], () => import('@/views/sensors/SourcesView.vue')),
  },
  {
    path: '/follow-ups',
    component: () => withWords(['alerts', 'cases.escalation', 'hazards'], () => import('@/views/cases/FollowUpView.vue')),
    children: [aCase],
  },
  {
    path: '/first-minutes',
    component: () =>
      withWords(
        ['app.first_minutes', 'app.settings', 'notifications', 'notifications.browsers'],
        () => import('@/views/app/FirstMinutesView.vue'),
      ),
    meta: { isDeep: true },
  },
  {
    path: '/alert-test',
    component: () => withWords(['notifications'], () => import('@/views/notifications/AlertTestView.vue')),
  },
  {
    path: '/digests/:id',
    component: () => withWords(['alerts', 'cases', 'notifications.digest'], () => import('@/views/notifications/DigestView.vue')),
    props: true,
  },
  {
    path: '/policy',
    component: () => withWords(['agreements', 'cases.tasks', 'policies'], () => import('@/views/policies/PolicyView.vue')),
  },
  {
    path: '/task-rules',
    component: () => withWords(['alerts', 'cases.tasks', 'hazards', 'policies'], () => import('@/views/policies/TaskRulesView.vue')),
    meta: { module: 'DEPARTMENT_TASKS' },
  },
  {
    path: '/admin/:section?/:id?/:part?',
    component: () => withWords(['admin'], () => import('@/views/app/AdminView.vue')),
  },
  {
    path: '/outbox',
    component: () => withWords(['outbox.operations', 'outbox.page'], () => import('@/views/app/OutboxView.vue')),
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
        () => import('@/views/app/SettingsView.vue'),
      ),
  },
  {
    path: '/settings/data',
    component: () => withWords(['people.accounts', 'people.my_data'], () => import('@/views/people/MyDataView.vue')),
  },
  {
    path: '/settings/notices',
    component: () => withWords(['people.privacy'], () => import('@/views/people/NoticesView.vue')),
  },
  {
    path: '/settings/preferences',
    component: () =>
      withWords(
        ['app.settings', 'notifications.preferences', 'people.browsers', 'policies'],
        () => import('@/views/notifications/PreferencesView.vue'),
      ),
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
    component: () => withWords(['app.away', 'sites.modules'], () => import('@/views/app/SwitchedOffView.vue')),
  },
  { path: AWAY, component: () => withWords(['app.away'], () => import('@/views/app/AwayView.vue')), meta: { isOpen: true } },
  { path: '/:path(.*)*', component: () => withWords(['app.away'], () => import('@/views/app/NotFoundView.vue')) },
]
