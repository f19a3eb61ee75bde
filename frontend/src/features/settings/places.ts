import { computed } from 'vue'
import { nouns, type Place } from '@/features/nouns'
import { has, may } from '@/features/people/session'

const ALL: Place[] = [
  { to: '/', icon: 'home', label: 'rail.home' },
  { to: '/alerts', icon: 'alert', label: 'nav.alerts' },
  { to: '/cases', icon: 'case', label: 'nav.cases', short: 'rail.cases' },
  { to: '/hazards', icon: 'hazard', label: 'nav.hazards' },
  { to: '/monitor', icon: 'sensor', label: 'rail.monitor', isTool: true },
  { to: '/plan', icon: 'map', label: 'rail.plan', isTool: true },
  { to: '/board', icon: 'boxes', label: 'nav.board', short: 'rail.board', needs: 'ACKNOWLEDGE', module: 'DEPARTMENT_TASKS', isTool: true },
  { to: '/follow-ups', icon: 'flag', label: 'nav.followUp', needs: 'FOLLOW_UP', isTool: true },
  { to: '/roster', icon: 'people', label: 'nav.roster', isTool: true },
  { to: '/held', icon: 'pause', label: 'nav.held', short: 'rail.held', needs: 'FOLLOW_UP', isTool: true },
  ...nouns.flatMap(({ places: of = [] }) => of),
  { to: '/archive', icon: 'archive', label: 'rail.archive' },
  { to: '/kpis', icon: 'chart', label: 'nav.kpis', short: 'rail.kpis', needs: 'SEE_KPIS', module: 'TUNING', isTool: true },
  { to: '/lab', icon: 'flask', label: 'nav.lab', short: 'rail.lab', needs: 'PROPOSE_LIMITS', isTool: true },
  { to: '/sources', icon: 'download', label: 'nav.sources', short: 'rail.sources', needs: 'MANAGE_SOURCES', isTool: true },
  { to: '/policy', icon: 'clock', label: 'nav.policy', short: 'rail.policy', needs: 'CHANGE_POLICY', isTool: true },
  { to: '/admin', icon: 'cog', label: 'nav.admin', needs: 'MANAGE_PEOPLE', isTool: true },
]

/** The pages that this person may open, in the order of use. */
export const places = computed(() => ALL.filter(({ needs, module }) => (!needs || may(needs)) && (!module || has(module))))
export const tools = computed(() => places.value.filter(({ isTool }) => isTool))
