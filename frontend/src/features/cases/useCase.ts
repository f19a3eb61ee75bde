import { computed } from 'vue'
import { Case } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { useOutbox } from '@/outbox/useOutbox'
import { text } from '@/shared/i18n'

/** One case with what waits for it on this phone. */
export function useCase(id: () => string) {
  const { data, ...query } = useLiveQuery(Case, () => ({ id: id() }), { refreshOn: ['case', 'alert'] })
  const { entries } = useOutbox()
  const item = computed(() => data.value?.case ?? null)
  const pending = computed(() =>
    entries.value.filter(({ subject, state }) => subject.kind === 'case' && subject.id === id() && state !== 'refused'),
  )
  /** How the outbox names this case. */
  const about = computed(() => ({
    kind: 'case' as const,
    id: id(),
    title: item.value ? `${item.value.number} ${text(item.value.title)}` : id(),
    route: `/cases/${id()}`,
  }))
  return { item, pending, about, ...query }
}
