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

/** Binds one more source to an event: it holds at once, for active alerts too. */
export function useBinding() {
  const { submit, isBusy } = useSubmit()
  async function bind(event: Event, sensorId: string, { side, observations }: Meant, takes: (code: string) => boolean): Promise<boolean> {
    const about = { kind: 'risk_event', id: event.id, title: text(event.title), route: `/risks/${event.id}` }
    const binding = { sensorId, side: observations.length > 0 ? ('BOTH' as const) : side, observations }
    const answer = await submit(
      BindRiskSource,
      { eventId: event.id, version: event.version, binding },
      { about, done: t('riskBind.done'), takes },
    )
    return answer.kind !== 'refused'
  }
  return { bind, isBusy }
}

/** What a refusal is said at: the choice itself. */
export const REFUSALS = { INVALID_INPUT: 'choice', NOT_FOUND: 'choice', CONFLICT: 'choice', TOO_MANY: 'choice' } as const
