import { computed } from 'vue'
import type { IconName } from '@/components/icons'
import { nouns, type Place, type RailEntry } from '@/features/nouns'
import { has, may } from '@/features/people/session'
import type { Key } from '@/locales'

/** Entries of the rail, the first on top. What is new becomes a section of one of them: more than eleven do not fit a screen. */
const RAIL: { id: RailEntry; icon: IconName; label: Key }[] = [
  { id: 'home', icon: 'home', label: 'rail.home' },
  { id: 'alarms', icon: 'alert', label: 'nav.alerts' },
  { id: 'disposal', icon: 'case', label: 'rail.cases' },
  { id: 'findings', icon: 'hazard', label: 'nav.hazards' },
  { id: 'live', icon: 'sensor', label: 'rail.monitor' },
  { id: 'plan', icon: 'map', label: 'rail.plan' },
  { id: 'risks', icon: 'tree', label: 'rail.risks' },
  { id: 'reports', icon: 'chart', label: 'rail.reports' },
  { id: 'people', icon: 'people', label: 'rail.people' },
  { id: 'setup', icon: 'cog', label: 'nav.admin' },
]
const ADMIN: Place = {
  under: 'setup',
  rank: 1,
  to: '/admin',
  icon: 'cog',
  label: 'nav.admin',
  short: 'rail.admin',
  needs: 'MANAGE_PEOPLE',
  isTool: true,
}
const ALL = [...nouns.flatMap(({ places: of = [] }) => of), ADMIN].sort((a, b) => a.rank - b.rank)

/** What of the rail has something inside for this person, and its sections. */
export const rail = computed(() => {
  const open = ALL.filter(({ needs, module }) => (!needs || may(needs)) && (!module || has(module)))
  return RAIL.map((entry) => ({ ...entry, sections: open.filter(({ under }) => under === entry.id) })).filter(
    ({ sections }) => sections.length > 0,
  )
})
/** The pages that this person may open, in the order of the rail. */
export const places = computed(() => rail.value.flatMap(({ sections }) => sections))
export const tools = computed(() => places.value.filter(({ isTool }) => isTool))

/** The section that an address belongs to: of all that fit, the one that says most of it. */
export function sectionAt(path: string): Place | undefined {
  const fits = ({ to, also = [] }: Place): number =>
    Math.max(
      path === to || (to !== '/' && path.startsWith(`${to}/`)) ? to.length : 0,
      ...also.map((start) => (path.startsWith(start) ? start.length : 0)),
    )
  return places.value.filter((place) => fits(place) > 0).sort((a, b) => fits(b) - fits(a))[0]
}
