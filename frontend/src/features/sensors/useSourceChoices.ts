import { computed, ref } from 'vue'
import { SourceChoices } from '@/graphql/generated/operations'
import type { SourceChoicesQuery, SourceFilter } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { useSettled } from '@/shared/settled'

/** So many sources stand in a choice; who wants another one types a part of its name. */
const MOST = 50

export type SourceChoice = SourceChoicesQuery['sources']['edges'][number]['node']

/** Sources to choose from, all but `not`: the first of the site, or of those that hold the typed words; asked for while `isWanted`. */
export function useSourceChoices(not: () => string, isWanted: () => boolean, which: SourceFilter = {}) {
  const words = ref('')
  const asked = useSettled(words)
  const query = useLiveQuery(SourceChoices, () => ({ filter: { ...which, text: asked.value || null }, first: MOST }), {
    pause: () => !isWanted(),
    keep: false,
  })
  const found = computed(() => query.data.value?.sources)
  const choices = computed(() => (found.value?.edges ?? []).map(({ node }) => node).filter(({ id }) => id !== not()))
  /** How many are not among them. */
  const left = computed(() => Math.max(0, (found.value?.totalCount ?? 0) - (found.value?.edges.length ?? 0)))
  return { words, choices, left }
}
