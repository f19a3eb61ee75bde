import { computed } from 'vue'
import { CaseRecord } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { useOutbox } from '@/outbox/useOutbox'

/** What a case has to do with others, and whether its root cause is still to be found: not while it waits on this phone. */
export function useRecord(caseId: () => string) {
  const { data, refresh } = useLiveQuery(CaseRecord, () => ({ caseId: caseId() }), { refreshOn: ['case'] })
  const { entries } = useOutbox()
  const record = computed(() => data.value?.caseRecord ?? null)
  const isOnItsWay = computed(() =>
    entries.value.some(
      ({ operation, subject, state }) => operation === 'RecordRootCause' && subject.id === caseId() && state !== 'refused',
    ),
  )
  const needsRootCause = computed(() => Boolean(record.value?.needsRootCause) && !isOnItsWay.value)
  return { record, needsRootCause, refresh }
}
