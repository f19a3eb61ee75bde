/** How far the line between before and after is from the left edge, 0 to 1. */
export const STEP = 0.05

/** Where the pointer stands over a box; outside it the nearest edge. */
export function shareAt(x: number, box: { left: number; width: number }): number {
  return box.width === 0 ? 0.5 : clamp((x - box.left) / box.width)
}

/** Where a key moves the line to; null when the key has nothing to say here. */
export function shareAfter(key: string, share: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return clamp(share - STEP)
    case 'ArrowRight':
    case 'ArrowUp':
      return clamp(share + STEP)
    case 'PageDown':
      return clamp(share - 4 * STEP)
    case 'PageUp':
      return clamp(share + 4 * STEP)
    case 'Home':
      return 0
    case 'End':
      return 1
    default:
      return null
  }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, Math.round(share * 1000) / 1000))
}
