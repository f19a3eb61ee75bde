import { nouns } from '@/features/nouns'
import type { Key } from '@/locales'

/** How the keys of sentences about a screen begin, and how many there are. */
type Help = [screen: string, lines: number]

/** Screens of the hand that explain themselves, by the path of their route. */
const SCREENS: Record<string, Help> = {
  '/': ['home', 4],
  '/alerts': ['alerts', 4],
  '/alerts/:id': ['alert', 4],
  '/areas/:id': ['area', 4],
  '/cases': ['cases', 4],
  '/cases/:id': ['case', 4],
  '/cases/:id/dispose': ['dispose', 4],
  '/cases/:id/recheck': ['recheck', 4],
  '/hazards': ['hazards', 4],
  '/hazards/:id': ['thread', 4],
  '/hazards/new': ['report', 4],
  '/monitor': ['monitor', 4],
  '/plan': ['plan', 4],
  '/q/:code': ['equipment', 4],
  '/work': ['work', 4],
  '/scan': ['scan', 4],
  '/outbox': ['outbox', 4],
  '/settings': ['settings', 4],
  '/archive': ['archive', 2],
  '/archive/:id': ['case', 4],
  '/board': ['board', 2],
  '/board/:id': ['case', 4],
  '/follow-ups': ['followUps', 2],
  '/follow-ups/:id': ['case', 4],
  '/roster': ['roster', 2],
  '/first-minutes': ['firstMinutes', 2],
  '/alert-test': ['alertTest', 2],
  '/digests/:id': ['digest', 2],
  '/settings/preferences': ['preferences', 2],
  '/sources/:id': ['source', 2],
  '/people/confirm': ['confirmPeople', 2],
  ...Object.assign({}, ...nouns.map(({ help }) => help)),
}

/** The keys of the sentences about this screen, in their order; a test looks that there are words for each. */
export function helpLines([screen, lines]: Help): Key[] {
  return Array.from({ length: lines }, (_, line) => `help.${screen}.${line + 1}` as Key)
}

/** What is said of the screen of the innermost route; null where there is nothing to say. */
export function helpScreen(matched: readonly { path: string }[]): Help | null {
  const path = matched.at(-1)?.path.replace(/(.)\/$/, '$1') ?? ''
  return SCREENS[path] ?? null
}
