export interface Line {
  startsAt: string
  stepSeconds: number
  low: (number | null)[]
  high: (number | null)[]
}
interface Point {
  x: number
  low: number
  high: number
}

/** The line with a reading that came after it was asked for; buckets that have passed leave at its beginning. */
export function withReading(line: Line, { sampledAt, value }: { sampledAt: string; value: number }): Line {
  const step = line.stepSeconds * 1000
  const place = Math.floor((Date.parse(sampledAt) - Date.parse(line.startsAt)) / step)
  const size = line.low.length
  if (place < 0) return line
  const shift = Math.max(0, place - size + 1)
  const gone = <T>(column: T[]): (T | null)[] => [...column.slice(shift), ...Array<null>(Math.min(shift, size)).fill(null)]
  const [low, high] = [gone(line.low), gone(line.high)]
  const at = place - shift
  low[at] = Math.min(low[at] ?? value, value)
  high[at] = Math.max(high[at] ?? value, value)
  return { ...line, startsAt: new Date(Date.parse(line.startsAt) + shift * step).toISOString(), low, high }
}

/** The values that the drawing must hold: the readings, and those limits that are not far away from them. */
export function rangeOf(line: Line, limits: number[]): [number, number] | null {
  const values = [...line.low, ...line.high].filter((value) => value !== null)
  if (values.length === 0) return null
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const width = most - least || Math.abs(most) * 0.1 || 1
  const near = limits.filter((limit) => limit >= least - 2 * width && limit <= most + 2 * width)
  const above = limits.filter((limit) => limit > most).sort((a, b) => a - b)[0]
  const shown = [...near, ...(near.length === 0 && above !== undefined ? [above] : [])]
  const [low, high] = [Math.min(least, ...shown), Math.max(most, ...shown)]
  const margin = (high - low || width) * 0.08
  return [low - margin, high + margin]
}

/** Stretches without a gap of more than `bridged` empty buckets, each bucket at its middle as a share of the width. */
export function stretches(line: Line, bridged: number): Point[][] {
  const found: Point[][] = []
  let empty = Infinity
  line.low.forEach((low, index) => {
    const high = line.high[index] ?? null
    if (low === null || high === null) {
      empty += 1
      return
    }
    const point = { x: (index + 0.5) / line.low.length, low, high }
    const open = found.at(-1)
    if (open && empty <= bridged) open.push(point)
    else found.push([point])
    empty = 0
  })
  return found
}

/** A closed path along the highs and back along the lows: a line where they are close, a band where they are not. */
export function bandPath(stretch: Point[], width: number, y: (value: number) => number): string {
  const there = stretch.map(({ x, high }) => `${(x * width).toFixed(1)} ${y(high).toFixed(1)}`)
  const back = [...stretch].reverse().map(({ x, low }) => `${(x * width).toFixed(1)} ${y(low).toFixed(1)}`)
  return `M${[...there, ...back].join('L')}Z`
}
