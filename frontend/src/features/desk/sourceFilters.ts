import { computed, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { AlertCondition } from '@/graphql/generated/enums'
import { SourceNames } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { choicesIn } from '@/shared/addressFilters'
import { t, text } from '@/shared/i18n'
import { among, type Filter } from './list'

/** The source, the one behind which they are, and the reason to which a figure narrowed the list, in words: only what the address names. */
export function useSourceFilters(): ComputedRef<Filter<'source' | 'behind' | 'condition'>[]> {
  const route = useRoute()
  const sources = computed(() => choicesIn(route.query, 'source'))
  const behind = computed(() => choicesIn(route.query, 'behind'))
  const ids = computed(() => [...sources.value, ...behind.value])
  const { data } = useLiveQuery(SourceNames, () => ({ ids: ids.value }), { pause: () => ids.value.length === 0 })
  return computed(() => {
    const named = (chosen: string[]): { value: string; label: string }[] =>
      (data.value?.sources.edges ?? [])
        .filter(({ node }) => chosen.includes(node.id))
        .map(({ node: { id, name, code } }) => ({ value: id, label: `${text(name)} ${code}` }))
    const reasons = among(AlertCondition, choicesIn(route.query, 'condition'))
    return [
      {
        name: 'source' as const,
        label: t('filter.source'),
        options: named(sources.value),
        onlyChosen: true,
      },
      { name: 'behind' as const, label: t('filter.behind'), options: named(behind.value), onlyChosen: true },
      {
        name: 'condition' as const,
        label: t('filter.condition'),
        options: reasons.map((value) => ({ value, label: t(`AlertCondition.${value}`) })),
        onlyChosen: true,
      },
    ]
  })
}
