import type { Tier } from '@/graphql/generated/enums'
import { isAudible, sound, soundState } from './sound'

const STORED = 'anhuan.rung'
const LOCK = 'anhuan-ring'
/** How many occasions the phone remembers. */
const MOST = 200
/** A tab that may not make a sound, and only shakes, lets the others go first (ms). */
const YIELD = 400

/** Rings for this occasion unless this tab, another one, or the page before a reload has done so already. */
export async function ringOnce(tier: Tier, occasion: string, play = sound): Promise<void> {
  if (!isAudible(tier)) return
  if (soundState.value !== 'armed') await new Promise((resolve) => setTimeout(resolve, YIELD))
  if (await claim(occasion)) play(tier)
}

/** True for the first that asks, of all tabs: they share storage and locks. */
function claim(occasion: string): Promise<boolean> {
  return navigator.locks.request(LOCK, async () => {
    const rung = JSON.parse(localStorage.getItem(STORED) ?? '[]') as string[]
    if (rung.includes(occasion)) return false
    localStorage.setItem(STORED, JSON.stringify([...rung, occasion].slice(-MOST)))
    return true
  })
}
