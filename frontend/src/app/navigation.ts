import type { IconName } from '@/components/icons'
import type { Key } from '@/locales'

interface NavItem {
  to: string
  icon: IconName
  label: Key
}

const HOME: NavItem = { to: '/', icon: 'home', label: 'nav.home' }
const ALERTS: NavItem = { to: '/alerts', icon: 'alert', label: 'nav.alerts' }
const CASES: NavItem = { to: '/cases', icon: 'case', label: 'nav.cases' }
const HAZARDS: NavItem = { to: '/hazards', icon: 'hazard', label: 'nav.hazards' }
const SCAN: NavItem = { to: '/scan', icon: 'scan', label: 'nav.scan' }
const OUTBOX: NavItem = { to: '/outbox', icon: 'outbox', label: 'nav.outbox' }
const ME: NavItem = { to: '/settings', icon: 'person', label: 'nav.me' }

/** Under the thumb on a phone; the report button stands between the second and the third. */
export const TABS: NavItem[] = [HOME, ALERTS, CASES, ME]
/** At the side of a tablet or a desktop. */
export const SIDE: NavItem[] = [HOME, ALERTS, CASES, HAZARDS, SCAN, OUTBOX]
export const SIDE_END: NavItem[] = [ME]

/** Is `path` inside the part of the app that starts at `to`? */
export function isWithin(path: string, to: string): boolean {
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)
}
