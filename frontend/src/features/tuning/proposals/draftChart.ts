import { ticks, type Box } from '@/features/readings/trace'
import type { DraftLimit } from './draft'

interface Picture {
  path: string
  x: (at: number) => number
  y: (value: number) => number
  yTicks: { y: number; value: number }[]
  xTicks: { x: number; at: number }[]
}

const DAY = 86_400_000

/** Places of a history and of all its limits in a box; every limit that can be moved stays in sight. */
export function picture(
  points: { at: string; value: number }[],
  limits: DraftLimit[],
  { from, to }: { from: number; to: number },
  box: Box,
): Picture {
  const values = [...points.map(({ value }) => value), ...limits.map(({ value }) => value)].filter(Number.isFinite)
  const [lowest, highest] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1]
  const margin = (highest - lowest || Math.abs(highest) || 1) * 0.08
  const [low, high] = [lowest >= 0 ? Math.max(0, lowest - margin) : lowest - margin, highest + margin]
  const [right, bottom] = [box.width - box.right, box.height - box.bottom]
  const x = (at: number): number => box.left + ((at - from) / (to - from || 1)) * (right - box.left)
  const y = (value: number): number => bottom - ((value - low) / (high - low || 1)) * (bottom - box.top)
  const places = points.map(({ at, value }) => ({ at: Date.parse(at), value })).filter(({ at }) => at >= from && at <= to)
  // A tenth of the picture without a reading is a hole in the data, not a line.
  const gap = (to - from) / 10
  const path = places
    .map(
      ({ at, value }, index) =>
        `${index === 0 || at - (places[index - 1]?.at ?? 0) > gap ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`,
    )
    .join('')
  return {
    path,
    x,
    y,
    yTicks: ticks(low, high, 4).map((value) => ({ value, y: y(value) })),
    xTicks: dayTicks(from, to).map((at) => ({ at, x: x(at) })),
  }
}

/** Midnights of this phone's zone, five or so. */
function dayTicks(from: number, to: number): number[] {
  const every = Math.max(1, Math.ceil((to - from) / DAY / 5))
  const first = new Date(from)
  first.setHours(24, 0, 0, 0)
  const found: number[] = []
  for (let at = first.getTime(); at <= to; at += every * DAY) found.push(at)
  return found
}
