import type { Ref } from 'vue'
import { useFieldProblem } from '@/features/outbox/useFieldProblem'
import { useSubmit } from '@/features/outbox/useSubmit'
import type { BoundSide } from '@/graphql/generated/enums'
import { BindRiskSource } from '@/graphql/generated/operations'
import { t, text } from '@/shared/i18n'

interface Event {
  id: string
  title: { zh: string; en: string }
  version: number
}
interface Meant {
  side: BoundSide
  observations: string[]
}

/** Binds one more source to an event: it holds at once, for active alerts too. What is refused is said in place, until `typed` changes. */
export function useBinding(typed: Ref<unknown>) {
  const { submit, isBusy } = useSubmit()
  const { takes, problemOf } = useFieldProblem(
    { INVALID_INPUT: 'choice', NOT_FOUND: 'choice', CONFLICT: 'choice', TOO_MANY_SOURCES: 'choice' },
    { choice: typed },
  )
  async function bind(event: Event, sensorId: string, { side, observations }: Meant): Promise<boolean> {
    const about = { kind: 'risk_event', id: event.id, title: text(event.title), route: `/risks/${event.id}` }
    const binding = { sensorId, side: observations.length > 0 ? ('BOTH' as const) : side, observations }
    const input = { eventId: event.id, version: event.version, binding }
    const answer = await submit(BindRiskSource, input, { about, done: t('riskBind.done'), takes })
    return answer.kind !== 'refused'
  }
  return { bind, isBusy, problem: () => problemOf('choice') }
}
