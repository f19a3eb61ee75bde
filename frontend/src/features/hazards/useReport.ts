import { computed, onScopeDispose, ref, watch } from 'vue'
import { has } from '@/features/people/session'
import { deferUpdate } from '@/features/update/update'
import { AnonymousReporting } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { useDraft } from '@/outbox/useDraft'
import { emptyReport, isBegun, taken } from './reportRules'
import { useReportSending } from './useReportSending'

const KEY = '/hazards/new'

/** The report that is being written: its draft on this phone, and the ways it leaves. `scanned`: the label it was opened from. */
export function useReport(scanned: () => string | null) {
  const draft = useDraft(KEY, emptyReport)
  const form = draft.value
  const { data: sites } = useLiveQuery(AnonymousReporting, () => ({}), { pause: () => !has('REPORTS_WITHOUT_NAME') })
  const sitePass = computed(() => sites.value?.anonymousReporting.find(({ isAllowed }) => isAllowed)?.sitePass ?? null)
  const isAnonymous = computed(() => Boolean(form.value.isAnonymous) && sitePass.value !== null)
  const passOf = (): string | null => (isAnonymous.value ? sitePass.value : null)
  const { send, isBusy } = useReportSending(form, KEY, passOf, draft.clear)
  /** An earlier draft waits for a word: is it still of this hazard? */
  const isAsking = ref(false)
  const isReady = computed(() => draft.isReady.value && !isAsking.value)

  watch(
    draft.isReady,
    (ready) => {
      if (!ready || !draft.isRestored.value) return
      const decided = taken(form.value, scanned(), Date.now())
      if (decided === 'nothing') form.value = emptyReport()
      else isAsking.value = decided === 'asked'
    },
    { flush: 'sync' },
  )
  watch(
    () => ({ ...form.value, touchedAt: 0 }),
    () => {
      deferUpdate('report', isBegun(form.value))
      if (isReady.value) form.value.touchedAt = Date.now()
    },
    { deep: true },
  )
  onScopeDispose(() => deferUpdate('report', false))

  function goOn(): void {
    isAsking.value = false
    form.value.touchedAt = Date.now()
  }

  /** Throws away what is there; the next report knows nothing of it. */
  function startAnew(): void {
    isAsking.value = false
    draft.isRestored.value = false
    form.value = emptyReport()
  }

  return { form, draft, isReady, isAsking, isBusy, isAnonymous, sitePass, goOn, startAnew, send }
}
