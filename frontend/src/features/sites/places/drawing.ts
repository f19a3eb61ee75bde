/** Drawing an area on a plan: pure steps on a list of corners, in units of the plan. */
export interface Point {
  x: number
  y: number
}
export type Fault = 'few' | 'crossed' | 'outside' | null

const FEWEST = 3
const round = (value: number): number => Math.round(value * 10) / 10

/** x, y pairs as corners, and back. */
export function cornersIn(polygon: readonly number[]): Point[] {
  const found: Point[] = []
  for (let at = 0; at + 1 < polygon.length; at += 2) found.push({ x: polygon[at] ?? 0, y: polygon[at + 1] ?? 0 })
  return found
}

export function pairsOf(corners: readonly Point[]): number[] {
  return corners.flatMap(({ x, y }) => [round(x), round(y)])
}

/** The point moved into the picture. */
export function within({ x, y }: Point, { width, height }: { width: number; height: number }): Point {
  return { x: round(Math.min(Math.max(x, 0), width)), y: round(Math.min(Math.max(y, 0), height)) }
}

export function moved(corners: readonly Point[], index: number, to: Point): Point[] {
  return corners.map((corner, at) => (at === index ? to : corner))
}

export function removed(corners: readonly Point[], index: number): Point[] {
  return corners.filter((_, at) => at !== index)
}

/** A new corner behind this one. */
export function inserted(corners: readonly Point[], index: number, corner: Point): Point[] {
  return [...corners.slice(0, index + 1), corner, ...corners.slice(index + 1)]
}

/** The size of type in which a name fits into its area, at most `largest`; 0 where it would be smaller than `least`. */
export function typeFor(name: string, polygon: readonly number[], least: number, largest: number): number {
  const across = cornersIn(polygon).map(({ x }) => x)
  const room = across.length > 0 ? Math.max(...across) - Math.min(...across) : 0
  // A Latin letter is half as wide as a Chinese one.
  const letters = [...name].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 1 : 0.56), 0)
  const size = Math.min(largest, room / Math.max(1, letters))
  return size < least ? 0 : size
}

/** The rectangle pulled open between two corners; none where it is narrower than `least`, as under a hand that trembles. */
export function rectangle(from: Point, to: Point, least: number): Point[] {
  if (Math.abs(to.x - from.x) < least || Math.abs(to.y - from.y) < least) return []
  const [left, right] = from.x < to.x ? [from.x, to.x] : [to.x, from.x]
  const [top, bottom] = from.y < to.y ? [from.y, to.y] : [to.y, from.y]
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]
}

/** The middle of each edge, where one more corner may be pulled out. */
export function middles(corners: readonly Point[]): Point[] {
  return corners.map((corner, at) => {
    const next = corners[(at + 1) % corners.length] ?? corner
    return { x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 }
  })
}

/** What the server would refuse: too few corners, edges that cross, a corner outside. */
export function faultOf(corners: readonly Point[], size: { width: number; height: number }): Fault {
  if (corners.length < FEWEST) return 'few'
  if (corners.some(({ x, y }) => x < 0 || y < 0 || x > size.width || y > size.height)) return 'outside'
  return isCrossed(corners) ? 'crossed' : null
}

function isCrossed(corners: readonly Point[]): boolean {
  const edges = corners.map((corner, at) => [corner, corners[(at + 1) % corners.length] ?? corner] as const)
  return edges.some(([a, b], first) =>
    edges.some(([c, d], second) => {
      const isNeighbour = second - first <= 1 || (first === 0 && second === edges.length - 1)
      return second > first && !isNeighbour && meet(a, b, c, d)
    }),
  )
}

function meet(a: Point, b: Point, c: Point, d: Point): boolean {
  return turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}
