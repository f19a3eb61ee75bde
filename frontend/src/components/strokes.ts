export interface Point {
  x: number
  y: number
  /** Milliseconds, of any beginning. */
  t: number
}

/** One stroke as it is sent: whole numbers on a pad of WIDTH × HEIGHT, `t` since the pen first touched it. */
export interface Stroke {
  x: number[]
  y: number[]
  t: number[]
}

export const WIDTH = 600
export const HEIGHT = 300
/** The rules of the server (cases/recheck/strokes_rules.py): less than this is a slip of the finger. */
const SHORTEST = 120
const SMALLEST = 24
const QUICKEST_MS = 50
const MOST_STROKES = 100
const MOST_POINTS = 6000
const LONGEST_MS = 600_000
/** Of a pause between strokes, where the whole would last too long: a pad that lies there says nothing of the hand. */
const LONGEST_PAUSE_MS = 5000

/** The strokes as they are sent: of too many points every n-th and the ends, of too long a time without the pauses. */
export function packed(strokes: readonly Point[][]): Stroke[] {
  const taken = strokes.slice(0, MOST_STROKES)
  const count = taken.reduce((sum, { length }) => sum + length, 0)
  const every = count > MOST_POINTS ? Math.ceil(count / (MOST_POINTS - 2 * MOST_STROKES)) : 1
  const begin = taken[0]?.[0]?.t ?? 0
  const isTooLong = (taken.at(-1)?.at(-1)?.t ?? begin) - begin > LONGEST_MS
  let left = begin
  return taken.map((stroke, at) => {
    const pause = (stroke[0]?.t ?? 0) - (taken[at - 1]?.at(-1)?.t ?? stroke[0]?.t ?? 0)
    if (isTooLong) left += Math.max(0, pause - LONGEST_PAUSE_MS)
    const kept = stroke.filter((_, index) => index % every === 0 || index === stroke.length - 1)
    return {
      x: kept.map(({ x }) => Math.round(x)),
      y: kept.map(({ y }) => Math.round(y)),
      t: kept.map(({ t }) => Math.min(LONGEST_MS, Math.max(0, Math.round(t - left)))),
    }
  })
}

/** Whether these strokes are a signature, as the server judges it. */
export function isSigned(strokes: readonly Stroke[]): boolean {
  const xs = strokes.flatMap(({ x }) => x)
  const ys = strokes.flatMap(({ y }) => y)
  const times = strokes.flatMap(({ t }) => t)
  if (xs.length === 0) return false
  const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
  return travel(strokes) >= SHORTEST && extent >= SMALLEST && (times.at(-1) ?? 0) - (times[0] ?? 0) >= QUICKEST_MS
}

/** How far the pen travelled, in px, over all strokes. */
function travel(strokes: readonly Stroke[]): number {
  let way = 0
  for (const { x, y } of strokes)
    for (let at = 1; at < x.length; at += 1) way += Math.hypot((x[at] ?? 0) - (x[at - 1] ?? 0), (y[at] ?? 0) - (y[at - 1] ?? 0))
  return way
}

/** The strokes as the path of an SVG of WIDTH × HEIGHT. */
export function pathOf(strokes: readonly Stroke[]): string {
  return strokes.map(({ x, y }) => x.map((each, at) => `${at === 0 ? 'M' : 'L'}${each} ${y[at]}`).join('')).join('')
}

/** Draws one stroke as a smooth line through the middles of its points. */
export function drawStroke(on: CanvasRenderingContext2D, stroke: Point[]): void {
  const [first] = stroke
  if (!first) return
  on.beginPath()
  on.moveTo(first.x, first.y)
  for (let at = 1; at < stroke.length; at += 1) {
    const [from, to] = [stroke[at - 1], stroke[at]]
    if (from && to) on.quadraticCurveTo(from.x, from.y, (from.x + to.x) / 2, (from.y + to.y) / 2)
  }
  on.stroke()
}
