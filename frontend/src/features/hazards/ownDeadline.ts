/** What an officer may choose instead of the time that the tier gives, in minutes: a half and a quarter of it. */
export const shares = (withinS: number): number[] => [withinS / 120, withinS / 240].filter((minutes) => minutes >= 15)

/** Choices of a deadline: the policy's, so many minutes from the moment of sending, or a time on the calendar. */
export type DeadlineChoice = 'policy' | 'time' | `${number}`

/** When the disposal is due by this choice; null: as the policy says. */
export function disposeBy(choice: DeadlineChoice, time: string, now: number): string | null {
  if (choice === 'policy') return null
  const at = choice === 'time' ? new Date(time).getTime() : now + Number(choice) * 60_000
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** Why a time on the calendar cannot be taken; null: it can. Without a policy at hand the server has the last word. */
export function deadlineFault(time: string, withinS: number | null, now: number): 'missing' | 'past' | 'late' | null {
  const at = new Date(time).getTime()
  if (Number.isNaN(at)) return 'missing'
  if (at <= now) return 'past'
  return withinS !== null && at > now + withinS * 1000 ? 'late' : null
}
