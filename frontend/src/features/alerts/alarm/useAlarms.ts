import { computed, ref, watch } from 'vue'
import { answer, refreshSituation as refresh, situation } from '@/features/live/situation'
import { viewer } from '@/features/people/session'
import { ask } from '@/graphql/client'
import { NoteAlarmShown } from '@/graphql/generated/operations'
import { useOutbox } from '@/outbox/useOutbox'
import { clockOffset, useNow } from '@/shared/now'
import { occasionOf, soundingOf, stackOf, staleSince, waitingOf } from './alarms'

const STORED = 'anhuan.alarms-aside'
const ANSWERS = ['AcknowledgeAlert', 'AnswerAlert']

/** The alarms of this person, and what this tab makes of them: opened, or put aside until they change. */
export function useAlarms() {
  const { entries } = useOutbox()
  const opened = ref<ReadonlySet<string>>(new Set())
  // Also after a reload of this tab; another tab, or a new start, asks again.
  const aside = ref<ReadonlySet<string>>(new Set(JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as string[]))
  watch(aside, (kept) => sessionStorage.setItem(STORED, JSON.stringify([...kept].slice(-100))))

  const alarms = computed(() => (viewer.value ? (situation.value?.alarms ?? []) : []))
  /** Answered on this phone, and the server has not heard of it yet. */
  const queued = computed<ReadonlySet<string>>(
    () =>
      new Set(
        entries.value
          .filter(({ operation, state }) => ANSWERS.includes(operation) && state !== 'refused')
          .filter(({ variables }) => (variables as { input?: { answer?: string } }).input?.answer !== 'CANNOT_COME')
          .map(({ subject }) => subject.id),
      ),
  )
  const now = useNow()
  const me = computed(() => viewer.value?.person.id ?? '')
  const staleAt = computed(() => staleSince(answer.value.isOld, answer.value.savedAt, now.value - clockOffset.value))
  const fresh = computed(() => (staleAt.value === null ? alarms.value : []))
  const stack = computed(() => stackOf(fresh.value, { opened: opened.value, aside: aside.value, queued: queued.value, me: me.value }))
  const waiting = computed(() => waitingOf(fresh.value, queued.value, me.value))
  const sounding = computed(() => soundingOf(fresh.value, queued.value, me.value))

  // What took the screen stays until the person puts it aside, also once somebody else has it.
  watch(stack, (shown) => {
    if (shown.some((alarm) => !opened.value.has(occasionOf(alarm)))) opened.value = new Set([...opened.value, ...shown.map(occasionOf)])
  })

  function open(id: string): void {
    const found = alarms.value.find((alarm) => alarm.id === id)
    if (!found) return
    opened.value = new Set([...opened.value, occasionOf(found)])
  }

  function putAside(): void {
    aside.value = new Set([...aside.value, ...stack.value.map(occasionOf)])
    opened.value = new Set()
  }

  return { alarms, stack, waiting, sounding, queued, staleAt, refresh, open, putAside }
}

/** Tells the server that a screen shows it, so that others see that this person has seen it. Lost offline: then nobody did. */
export async function noteShown(alertId: string): Promise<void> {
  await ask(NoteAlarmShown, { input: { operationId: crypto.randomUUID(), alertId } }).catch(() => undefined)
}
