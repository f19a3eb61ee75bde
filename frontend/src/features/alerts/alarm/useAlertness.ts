import { onScopeDispose, watch, type ComputedRef } from 'vue'
import type { Tier } from '@/graphql/generated/enums'
import { occasionOf as ringing } from '@/features/notifications/ringForAlerts'
import { ringOnce } from '@/features/notifications/ringOnce'
import { sound } from '@/features/notifications/sound'
import { useNow } from '@/shared/now'
import { occasionOf, type Alarm } from './alarms'

/** As long as nobody has it, it sounds again this often (ms). */
const AGAIN: Partial<Record<Tier, number>> = { RED: 6_000, ORANGE: 15_000 }

/**
 * Sound and vibration, again and again until somebody has it; calls `flash` each time, for who cannot hear. One tab of the
 * browser begins, every visible one repeats: a second window on the same desk is silenced by answering, as the first.
 */
export function useAlertness(sounding: ComputedRef<Alarm[]>, flash: () => void): void {
  const now = useNow()
  let soundedAt = 0
  watch(
    () => sounding.value.map(occasionOf).join(),
    () => {
      const [worst] = sounding.value
      if (!worst) return
      soundedAt = Date.now()
      flash()
      // The same occasion as that of `ringForAlerts`: both together ring once.
      void ringOnce(worst.alert.tier, ringing(worst.alert))
    },
    { immediate: true },
  )
  watch(now, () => {
    // Not by the corrected clock: set back, it would keep an alarm quiet.
    const at = Date.now()
    const [worst] = sounding.value
    if (!worst || at - soundedAt < (AGAIN[worst.alert.tier] ?? Infinity)) return
    soundedAt = at
    flash()
    if (document.visibilityState === 'visible') sound(worst.alert.tier)
  })
}

/** Keeps the screen on while `holds`, where the system can; again whenever the page is looked at. */
export function useWakeLock(holds: () => boolean): void {
  let lock: WakeLockSentinel | null = null
  const follow = async (): Promise<void> => {
    const wanted = holds() && document.visibilityState === 'visible'
    if (wanted && (!lock || lock.released)) lock = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null
    if (!wanted) await release()
  }
  const release = async (): Promise<void> => {
    const held = lock
    lock = null
    await held?.release().catch(() => undefined)
  }
  const onVisible = (): void => void follow()
  watch(holds, () => void follow(), { immediate: true })
  document.addEventListener('visibilitychange', onVisible)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onVisible)
    void release()
  })
}
