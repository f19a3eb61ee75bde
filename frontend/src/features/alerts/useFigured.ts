import { computed, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import type { Filter } from '@/features/desk/list'
import { useSourceFilters } from '@/features/desk/sourceFilters'
import { choicesIn } from '@/shared/addressFilters'
import { momentWords, t } from '@/shared/i18n'
import { announcedIn, type FIGURED_BY } from './views'

type Name = (typeof FIGURED_BY)[number]

/** What a figure narrowed the list to, in words and with a way to be rid of it; what nothing narrows is not there. */
export function useFigured(): ComputedRef<Filter<Name>[]> {
  const route = useRoute()
  const ofSources = useSourceFilters()
  return computed(() => {
    const times = choicesIn(route.query, 'called').flatMap((value) => {
      const time = announcedIn(value)
      return time ? [{ value, label: t('filter.fromTo', { from: momentWords(time.fromAt), to: momentWords(time.toAt) }) }] : []
    })
    return [
      { name: 'answer', label: t('alert.answer'), options: [{ value: 'LATE', label: t('alert.answerLate') }] },
      ...ofSources.value,
      { name: 'called', label: t('filter.called'), options: times, onlyChosen: true },
    ] satisfies Filter<Name>[]
  })
}
