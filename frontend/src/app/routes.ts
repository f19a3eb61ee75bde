import type { RouteRecordRaw } from 'vue-router'
import { withWords } from '@/shared/i18n'

declare module 'vue-router' {
  interface RouteMeta {
    /** No navigation around it (sign-in). */
    isBare?: boolean
    /** A page inside another: on a phone the tab bar makes room. */
    isDeep?: boolean
    /** Open to people who are not signed in. */
    isOpen?: boolean
  }
}

export const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('@/views/SignInView.vue'), meta: { isBare: true, isOpen: true } },
  { path: '/', component: () => import('@/views/HomeView.vue') },
  {
    path: '/alerts',
    component: () => import('@/views/AlertsView.vue'),
    children: [{ path: ':id', component: () => import('@/views/AlertView.vue'), props: true, meta: { isDeep: true } }],
  },
  {
    path: '/cases',
    component: () => withWords(['workflow'], () => import('@/views/CasesView.vue')),
    children: [
      { path: ':id', component: () => withWords(['workflow'], () => import('@/views/CaseView.vue')), props: true, meta: { isDeep: true } },
    ],
  },
  { path: '/archive', component: () => withWords(['workflow'], () => import('@/views/ArchiveView.vue')), meta: { isDeep: true } },
  {
    path: '/cases/:id/dispose',
    component: () => withWords(['workflow'], () => import('@/views/DisposeView.vue')),
    props: true,
    meta: { isDeep: true },
  },
  {
    path: '/cases/:id/recheck',
    component: () => withWords(['workflow'], () => import('@/views/RecheckView.vue')),
    props: true,
    meta: { isDeep: true },
  },
  { path: '/board', component: () => withWords(['workflow'], () => import('@/views/BoardView.vue')), meta: { isDeep: true } },
  { path: '/work', component: () => withWords(['workflow'], () => import('@/views/WorkView.vue')), meta: { isDeep: true } },
  { path: '/hazards/new', component: () => withWords(['workflow'], () => import('@/views/HazardNewView.vue')), meta: { isDeep: true } },
  {
    path: '/hazards',
    component: () => withWords(['workflow'], () => import('@/views/HazardsView.vue')),
    children: [
      {
        path: ':id',
        component: () => withWords(['workflow'], () => import('@/views/HazardView.vue')),
        props: true,
        meta: { isDeep: true },
      },
    ],
  },
  {
    path: '/suggestions/new',
    component: () => withWords(['workflow'], () => import('@/views/SuggestionNewView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/suggestions',
    component: () => withWords(['workflow'], () => import('@/views/SuggestionsView.vue')),
    children: [
      {
        path: ':id',
        component: () => withWords(['workflow'], () => import('@/views/SuggestionView.vue')),
        props: true,
        meta: { isDeep: true },
      },
    ],
    meta: { isDeep: true },
  },
  {
    path: '/follow',
    component: () => withWords(['workflow'], () => import('@/views/AnonymousReportView.vue')),
    meta: { isDeep: true, isOpen: true },
  },
  { path: '/scan', component: () => import('@/views/ScanView.vue'), meta: { isDeep: true } },
  { path: '/q/:code', component: () => import('@/views/EquipmentView.vue'), props: true, meta: { isDeep: true } },
  {
    path: '/kpis',
    component: () => withWords(['workflow', 'officer'], () => import('@/views/PerformanceView.vue')),
    meta: { isDeep: true },
  },
  {
    path: '/lab',
    component: () => withWords(['officer'], () => import('@/views/LabView.vue')),
    children: [
      {
        path: ':sensor',
        component: () => withWords(['workflow', 'officer'], () => import('@/views/LabSensorView.vue')),
        props: true,
        meta: { isDeep: true },
      },
    ],
  },
  { path: '/sources', component: () => withWords(['officer'], () => import('@/views/SourcesView.vue')), meta: { isDeep: true } },
  { path: '/follow-ups', component: () => withWords(['workflow'], () => import('@/views/FollowUpView.vue')), meta: { isDeep: true } },
  { path: '/policy', component: () => withWords(['workflow'], () => import('@/views/PolicyView.vue')), meta: { isDeep: true } },
  { path: '/task-rules', component: () => withWords(['workflow'], () => import('@/views/TaskRulesView.vue')), meta: { isDeep: true } },
  { path: '/outbox', component: () => withWords(['workflow'], () => import('@/views/OutboxView.vue')), meta: { isDeep: true } },
  { path: '/settings', component: () => withWords(['workflow'], () => import('@/views/SettingsView.vue')) },
  { path: '/:path(.*)*', component: () => import('@/views/NotFoundView.vue') },
]
