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
  '/archive': 'archive',
  '/archive/:id': 'case',
  '/board': 'board',
  '/board/:id': 'case',
  '/follow-ups': 'followUps',
  '/follow-ups/:id': 'case',
  '/suggestions': 'suggestions',
  '/suggestions/new': 'suggestionNew',
  '/suggestions/:id': 'suggestion',
  '/roster': 'roster',
  '/first-minutes': 'firstMinutes',
  '/alert-test': 'alertTest',
  '/digests/:id': 'digest',
  '/settings/preferences': 'preferences',
  '/sources/:id': 'source',
  '/people/confirm': 'confirmPeople',
} as const

export type HelpScreen = (typeof SCREENS)[keyof typeof SCREENS]
type Line = 1 | 2 | 3 | 4
const LINES: readonly Line[] = [1, 2, 3, 4]
/** What needs fewer sentences. */
const SHORT = [
  'archive',
  'board',
  'followUps',
  'suggestions',
  'suggestionNew',
  'suggestion',
  'roster',
  'firstMinutes',
  'alertTest',
  'digest',
  'preferences',
  'source',
  'confirmPeople',
] as const
type ShortScreen = (typeof SHORT)[number]
export type HelpKey = `help.${Exclude<HelpScreen, ShortScreen>}.${Line}` | `help.${ShortScreen}.${1 | 2}`

/** The keys of the sentences about this screen, in their order. */
export function helpLines(screen: HelpScreen): HelpKey[] {
  const isShort = (SHORT as readonly HelpScreen[]).includes(screen)
  return (isShort ? LINES.slice(0, 2) : LINES).map((line) => `help.${screen}.${line}` as HelpKey)
}

/** Which screen the innermost route shows; null where there is nothing to say. */
export function helpScreen(matched: readonly { path: string }[]): HelpScreen | null {
  const path = matched.at(-1)?.path.replace(/(.)\/$/, '$1') ?? ''
  return path in SCREENS ? SCREENS[path as keyof typeof SCREENS] : null
}
