import { isHotTier } from '@/features/alerts/alertState'
import type { AlarmPartsFragment } from '@/graphql/generated/types'

export type Alarm = AlarmPartsFragment

/** One occasion of an alarm: raised, risen, back or asking again. What somebody put aside opens anew when it changes. */
export function occasionOf({ id, alert }: Alarm): string {
  return [id, alert.rank, alert.activeSince, alert.acknowledgeDueAt].join(' ')
}

/** What the phone has kept for longer than this (ms) is no alarm any more, only the last that it heard of one. */
const TRUE_FOR = 600_000

/** When what is shown was true, where that is too long ago to sound an alarm; null while it is fresh. */
export function staleSince(isOld: boolean, savedAt: number | null, now: number): number | null {
  return isOld && savedAt !== null && now - savedAt > TRUE_FOR ? savedAt : null
}

/**
 * Nobody has it, or this person still has to confirm it themselves: neither acknowledged, nor on its way from this phone.
 * `queued`: alerts that wait in its outbox.
 */
export function isUnanswered(alarm: Alarm, queued: ReadonlySet<string>, me: string): boolean {
  return (!alarm.alert.isAcknowledged || hasToConfirm(alarm.responses, me)) && !queued.has(alarm.id)
}

/** Whether this person has yet to confirm an alert, whoever acknowledged it. */
export function hasToConfirm(responses: Alarm['responses'], me: string): boolean {
  return responses.some(({ person, hasToConfirm, confirmedAt }) => person.id === me && hasToConfirm && confirmedAt === null)
}

/**
 * What owns the screen, worst first as the server sorts: what was opened, and what of the person's own nobody has and they
 * did not put aside.
 */
export function stackOf(
  alarms: Alarm[],
  { opened, aside, queued, me }: { opened: ReadonlySet<string>; aside: ReadonlySet<string>; queued: ReadonlySet<string>; me: string },
): Alarm[] {
  return alarms.filter((alarm) => {
    const occasion = occasionOf(alarm)
    return opened.has(occasion) || (alarm.isMine && isUnanswered(alarm, queued, me) && !aside.has(occasion))
  })
}

/** Whether red or orange is there now: what fell or recovered unanswered stays on the screen, and is quiet. */
export function isPresent({ alert }: Alarm): boolean {
  return alert.isActive && isHotTier(alert.tier)
}

/** What waits for this person: their own that nobody has and to which they did not say that they cannot come. */
export function waitingOf(alarms: Alarm[], queued: ReadonlySet<string>, me: string): Alarm[] {
  return alarms.filter(
    (alarm) =>
      alarm.isMine &&
      isUnanswered(alarm, queued, me) &&
      !alarm.responses.some(({ person, answer }) => person.id === me && answer === 'CANNOT_COME'),
  )
}

/** What keeps sounding: what waits, while red or orange is there. */
export function soundingOf(alarms: Alarm[], queued: ReadonlySet<string>, me: string): Alarm[] {
  return waitingOf(alarms, queued, me).filter(isPresent)
}
