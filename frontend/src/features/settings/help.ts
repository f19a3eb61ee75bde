import type { RouteMeta } from 'vue-router'
import type { Key } from '@/locales'

type Help = NonNullable<RouteMeta['help']>

/** The keys of the sentences about this screen, in their order; a test looks that there are words for each. */
export function helpLines([screen, lines]: Help): Key[] {
  return Array.from({ length: lines }, (_, line) => `help.${screen}.${line + 1}` as Key)
}

/** What is said of the screen of the innermost route; null where there is nothing to say. */
export function helpScreen(matched: readonly { meta: RouteMeta }[]): Help | null {
  return matched.at(-1)?.meta.help ?? null
}
