import { computed, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import type { Filter } from '@/features/desk/list'
import { AlertCondition } from '@/graphql/generated/enums'
import { Sensors } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { choicesIn } from '@/shared/addressFilters'
import { momentWords, t, text } from '@/shared/i18n'
import { among } from '@/features/desk/list'
import { announcedIn, type FIGURED_BY } from './views'

type Name = (typeof FIGURED_BY)[number]

/** What a figure narrowed the list to, in words and with a way to be rid of it; what nothing narrows is not there. */
export function useFigured(): ComputedRef<Filter<Name>[]> {
  const route = useRoute()
  const sources = computed(() => choicesIn(route.query, 'source'))
  const { data } = useLiveQuery(Sensors, () => ({}), { pause: () => sources.value.length === 0 })
  return computed(() => {
    const named = data.value?.sensors.filter(({ id }) => sources.value.includes(id)) ?? []
    const times = choicesIn(route.query, 'called').flatMap((value) => {
      const time = announcedIn(value)
      return time ? [{ value, label: t('filter.fromTo', { from: momentWords(time.fromAt), to: momentWords(time.toAt) }) }] : []
    })
    const reasons = among(AlertCondition, choicesIn(route.query, 'condition'))
    const found: Filter<Name>[] = [
      { name: 'answer', label: t('alert.answer'), options: [{ value: 'LATE', label: t('alert.answerLate') }] },
      {
        name: 'source',
        label: t('filter.source'),
        options: named.map(({ id, name, code }) => ({ value: id, label: `${text(name)} ${code}` })),
        onlyChosen: true,
      },
      {
        name: 'condition',
        label: t('filter.condition'),
        options: reasons.map((value) => ({ value, label: t(`AlertCondition.${value}`) })),
        onlyChosen: true,
      },
      { name: 'called', label: t('filter.called'), options: times, onlyChosen: true },
    ]
    return found
  })
}
