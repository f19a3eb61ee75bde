import type { Place } from '@/features/settings/places'

/** Under the thumb on a phone; the report button stands between the second and the third. */
export const TABS: Place[] = [
  { to: '/', icon: 'home', label: 'nav.home' },
  { to: '/alerts', icon: 'alert', label: 'nav.alerts' },
  { to: '/cases', icon: 'case', label: 'nav.cases' },
  { to: '/settings', icon: 'person', label: 'nav.me' },
]

/** Is `path` inside the part of the app that starts at `to`? */
export function isWithin(path: string, to: string): boolean {
  // The page of one source is of the live picture; only the list is where sources are taken in.
  if (path.startsWith('/sources/')) return to === '/monitor'
  if (path.startsWith('/areas/')) return to === '/plan'
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)
}
