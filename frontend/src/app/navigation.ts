import type { IconName } from '@/components/icons'
import type { Key } from '@/locales'

export interface Place {
  to: string
  icon: IconName
  label: Key
}

const HOME: Place = { to: '/', icon: 'home', label: 'nav.home' }
const ALERTS: Place = { to: '/alerts', icon: 'alert', label: 'nav.alerts' }
const CASES: Place = { to: '/cases', icon: 'case', label: 'nav.cases' }
const HAZARDS: Place = { to: '/hazards', icon: 'hazard', label: 'nav.hazards' }
const SCAN: Place = { to: '/scan', icon: 'scan', label: 'nav.scan' }
const OUTBOX: Place = { to: '/outbox', icon: 'outbox', label: 'nav.outbox' }
const ME: Place = { to: '/settings', icon: 'person', label: 'nav.me' }

/** Under the thumb on a phone; the report button stands between the second and the third. */
export const TABS: Place[] = [HOME, ALERTS, CASES, ME]
/** At the side of a tablet or a desk. */
export const SIDE: Place[] = [HOME, ALERTS, CASES, HAZARDS, SCAN, OUTBOX]
export const SIDE_END: Place[] = [ME]

/** Is `path` inside the part of the app that starts at `to`? */
export function isWithin(path: string, to: string): boolean {
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)
}
