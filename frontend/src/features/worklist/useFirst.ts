import { computed, ref, shallowRef, type Ref } from 'vue'
import { situation } from '@/features/live/situation'
import { may, membership } from '@/features/people/session'
import { isUnproven } from '@/graphql/proof'
import { t, text } from '@/shared/i18n'
import { useNow } from '@/shared/now'
import type { Entry } from '@/shared/records'
import { byDanger, type StackItem } from './stack'

/** What comes first at home of what is this person's and of what goes on, and what can be done about it. */
export function useFirst(asked: () => StackItem[], entries: Readonly<Ref<readonly Pick<Entry, 'state' | 'subject'>[]>>) {
  const now = useNow()
  /** What has a step that waits on this phone; a refused one waits for nothing. */
  const queued = computed(() => new Set(entries.value.filter(({ state }) => state !== 'refused').map(({ subject }) => subject.id)))
  /** What was answered here stays in sight with its next step until the person goes on. */
  const answered = shallowRef<{ item: StackItem; at: number } | null>(null)
  const mine = computed(() => asked().filter(({ id }) => id !== answered.value?.item.id))
  /** What is being answered here now: it keeps its place until that is done. */
  const pressed = ref('')
  /** What was answered here asks for nothing until the server has heard of it. */
  const asks = ({ kind, id }: { kind: StackItem['kind']; id: string }): boolean =>
    kind !== 'alert' || id === pressed.value || !queued.value.has(id)
  /** An alarm that nobody has comes before this person's own work, whatever their lists know of it. */
  const unlisted = computed(() => {
    const known = new Set(asked().map(({ id }) => id))
    const alarm = situation.value?.alarms.find(({ id, alert }) => !alert.isAcknowledged && !known.has(id) && asks({ kind: 'alert', id }))
    return alarm ? { item: { kind: 'alert' as const, id: alarm.id, alert: alarm.alert }, alarm } : null
  })
  const first = computed(() => {
    if (answered.value) return answered.value.item
    const own = mine.value.find(asks)
    const alarm = unlisted.value?.item
    return own && !(alarm && byDanger(alarm, own) < 0) ? own : (alarm ?? null)
  })
  /** Who may answer is asked, also before the list has it. */
  const isForeign = computed(() => !may('ACKNOWLEDGE') && first.value !== null && first.value.id === unlisted.value?.item.id)
  /** Nor were they notified of it. */
  const isUntold = computed(() => isForeign.value && unlisted.value?.alarm.isMine === false)
  /** Whom to call instead of an answer: of who is responsible for an alarm, else the control room, where nothing is proven. */
  const call = computed(() => {
    const alarm = isForeign.value ? unlisted.value?.alarm : undefined
    const [person] = alarm?.calls ?? []
    if (person) return { phone: person.phone, words: t('stack.call', { name: text(person.person.name) }) }
    const room = alarm?.site.controlRoom || membership.value?.site.controlRoom
    if (!room || !(isForeign.value || (isUnproven.value && first.value?.kind !== 'alert'))) return null
    return { phone: room, words: t('stack.askControl', { phone: room }) }
  })
  const caseOfAnswered = computed(() => {
    const item = answered.value?.item
    if (item?.kind === 'alert') return item.alert.case?.id ?? null
    return item?.kind === 'work' ? (item.work.case?.id ?? null) : null
  })
  /** The part of the answered matter that is this person's now. */
  const follows = computed(() => mine.value.find((item) => item.kind === 'work' && item.work.case?.id === caseOfAnswered.value) ?? null)
  const verbItem = computed(() => (answered.value ? follows.value : isForeign.value ? null : first.value))
  function answer(item: StackItem): void {
    answered.value = { item, at: now.value }
    pressed.value = ''
  }
  const next = computed(() => mine.value.filter(({ id }) => id !== first.value?.id))
  return { queued, first, isUntold, answered, pressed, answer, call, verbItem, caseOfAnswered, next }
}
