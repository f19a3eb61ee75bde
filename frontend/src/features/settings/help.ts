/** Screens of the hand that explain themselves, by the path of their route. */
const SCREENS = {
  '/': 'home',
  '/alerts': 'alerts',
  '/alerts/:id': 'alert',
  '/areas/:id': 'area',
  '/cases': 'cases',
  '/cases/:id': 'case',
  '/cases/:id/dispose': 'dispose',
  '/cases/:id/recheck': 'recheck',
  '/hazards': 'hazards',
  '/hazards/:id': 'thread',
  '/hazards/new': 'report',
  '/monitor': 'monitor',
  '/plan': 'plan',
  '/q/:code': 'equipment',
  '/work': 'work',
  '/scan': 'scan',
  '/outbox': 'outbox',
  '/settings': 'settings',
} as const

export type HelpScreen = (typeof SCREENS)[keyof typeof SCREENS]
export const LINES = [1, 2, 3, 4] as const

/** Which screen the innermost route shows; null where there is nothing to say. */
export function helpScreen(matched: readonly { path: string }[]): HelpScreen | null {
  const path = matched.at(-1)?.path.replace(/(?<=.)\/$/, '') ?? ''
  return path in SCREENS ? SCREENS[path as keyof typeof SCREENS] : null
}
