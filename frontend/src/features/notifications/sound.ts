import { computed, ref } from 'vue'
import type { Tier } from '@/graphql/generated/enums'

const STORED = 'anhuan.sound'

/** Two-tone patterns: [frequency Hz, start s, length s]. Red is urgent and longer, so that ears tell them apart. */
const PATTERNS: Partial<Record<Tier, { notes: [number, number, number][]; vibrate: number[] }>> = {
  RED: {
    notes: [
      [988, 0, 0.18],
      [740, 0.2, 0.18],
      [988, 0.4, 0.18],
      [740, 0.6, 0.18],
      [988, 0.8, 0.3],
    ],
    vibrate: [400, 120, 400, 120, 400],
  },
  ORANGE: {
    notes: [
      [784, 0, 0.2],
      [988, 0.25, 0.25],
    ],
    vibrate: [250, 120, 250],
  },
}

const isWanted = ref(localStorage.getItem(STORED) !== 'off')
const isUnlocked = ref(false)
let context: AudioContext | undefined

/** Armed: wanted, and the browser lets us. A page that nobody has touched yet may not make a sound. */
export const soundState = computed(() => (isWanted.value ? (isUnlocked.value ? 'armed' : 'locked') : 'off'))

export function wantSound(wanted: boolean): void {
  isWanted.value = wanted
  localStorage.setItem(STORED, wanted ? 'on' : 'off')
  if (wanted) void unlock()
}

async function unlock(): Promise<void> {
  // WebKit leaves a context "interrupted" after a call, or frozen; a closed one is rebuilt.
  if (!context || context.state === 'closed') context = new AudioContext()
  if (context.state !== 'running') await context.resume().catch(() => undefined)
  isUnlocked.value = context.state === 'running'
  context.onstatechange = () => (isUnlocked.value = context?.state === 'running')
}

/** Unlocks the sound with every gesture. Returns the function that stops that. */
export function unlockOnGestures(): () => void {
  const onGesture = (): void => {
    if (isWanted.value && !isUnlocked.value) void unlock()
  }
  // The click, not the press before it: what changes on the page in between would move the target from under the finger.
  window.addEventListener('click', onGesture)
  window.addEventListener('keydown', onGesture, { capture: true })
  return () => {
    window.removeEventListener('click', onGesture)
    window.removeEventListener('keydown', onGesture, { capture: true })
  }
}

/** Whether this tier sounds at all; yellow and blue stay quiet. */
export function isAudible(tier: Tier): boolean {
  return tier in PATTERNS
}

/** Shakes and, where it is wanted, sounds for an alert of this tier: who switched the sound off still feels it. */
export function sound(tier: Tier): void {
  const pattern = PATTERNS[tier]
  if (!pattern) return
  // Before the first touch a browser refuses, and complains.
  if ('vibrate' in navigator && (navigator.userActivation?.hasBeenActive ?? true)) navigator.vibrate(pattern.vibrate)
  if (!isWanted.value || context?.state !== 'running') return
  for (const [frequency, start, length] of pattern.notes) play(context, frequency, context.currentTime + start, length)
}

function play(on: AudioContext, frequency: number, at: number, length: number): void {
  const oscillator = on.createOscillator()
  const gain = on.createGain()
  oscillator.type = 'square'
  oscillator.frequency.value = frequency
  gain.gain.setValueAtTime(0.0001, at)
  gain.gain.exponentialRampToValueAtTime(0.25, at + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.0001, at + length)
  oscillator.connect(gain).connect(on.destination)
  oscillator.start(at)
  oscillator.stop(at + length + 0.02)
}
