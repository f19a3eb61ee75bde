import { computed, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { AlertCondition } from '@/graphql/generated/enums'
import { Sensors } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { choicesIn } from '@/shared/addressFilters'
import { t, text } from '@/shared/i18n'
import { among, type Filter } from './list'

/** The source and the reason to which a figure narrowed the list, in words: only what the address names. */
export function useSourceFilters(): ComputedRef<Filter<'source' | 'condition'>[]> {
  const route = useRoute()
  const sources = computed(() => choicesIn(route.query, 'source'))
  const { data } = useLiveQuery(Sensors, () => ({}), { pause: () => sources.value.length === 0 })
  return computed(() => {
    const named = data.value?.sensors.filter(({ id }) => sources.value.includes(id)) ?? []
    const reasons = among(AlertCondition, choicesIn(route.query, 'condition'))
    return [
      {
        name: 'source' as const,
        label: t('filter.source'),
        options: named.map(({ id, name, code }) => ({ value: id, label: `${text(name)} ${code}` })),
        onlyChosen: true,
      },
      {
        name: 'condition' as const,
        label: t('filter.condition'),
        options: reasons.map((value) => ({ value, label: t(`AlertCondition.${value}`) })),
        onlyChosen: true,
      },
    ]
  })
}
