const SEEN = 'anhuan.first-minutes'
const HEARD = 'anhuan.sound-heard'

/** Who has been shown what the phone does, on this phone. */
export function hasSeenFirstMinutes(personId: string): boolean {
  return seen().includes(personId)
}

export function noteFirstMinutes(personId: string): void {
  localStorage.setItem(SEEN, JSON.stringify([...new Set([...seen(), personId])]))
}

function seen(): unknown[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(SEEN) ?? '[]')
    return Array.isArray(found) ? found : []
  } catch {
    return []
  }
}

/** When somebody last said that they heard this phone ring; null: never, or not the last time. */
export function heardAt(): number | null {
  return Number(localStorage.getItem(HEARD)) || null
}

export function noteHeard(at: number | null): void {
  if (at === null) localStorage.removeItem(HEARD)
  else localStorage.setItem(HEARD, String(at))
}

export type Readiness = 'GOOD' | 'OPEN' | 'BAD'

/** Where the verb leads: to the first thing that can still be done here. */
export function nextStep<Step extends string>(steps: readonly { step: Step; state: Readiness; mayTry: boolean }[]): Step | null {
  return steps.find(({ state, mayTry }) => state !== 'GOOD' && mayTry)?.step ?? null
}
