import { onChange } from '@/graphql/changes'
import { sound } from './sound'

/** Rings once for each alert that is new, or has become worse, while the app is open. Returns the function that stops it. */
export function ringForAlerts(startedAt = Date.now()): () => void {
  const rung = new Map<string, string>()
  return onChange('alert', ({ id, tier, isActive, isAcknowledged, raisedAt, worstTier }) => {
    const isNew = Date.parse(raisedAt) >= startedAt || rung.has(id)
    if (!isActive || isAcknowledged || !isNew || rung.get(id) === worstTier) return
    rung.set(id, worstTier)
    sound(tier)
  })
}
