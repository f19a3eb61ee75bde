/** Where names and flags stand on the plan, in its own units. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}
export interface Label extends Box {
  lines: string[]
  /** Of its letters. */
  size: number
}

const MARGIN = 20
const LINE = 1.25
const PAD = 0.4
/** What a person reads without leaning forward, px. */
const NAME_PX = 15
const FLAG_PX = 14

/** The corners as an SVG list of points. */
export function cornersOf(polygon: number[]): string {
  return pairs(polygon)
    .map(([x, y]) => `${x},${y}`)
    .join(' ')
}

/** The box around a polygon. */
export function boxOf(polygon: number[]): Box {
  const corners = pairs(polygon)
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** The picture's own frame; without the picture, a frame around the areas. */
export function frameOf(svg: string | null, polygons: number[][]): Box {
  const [, box] = /viewBox="([^"]+)"/.exec(svg ?? '') ?? []
  const [x, y, width, height] = (box ?? '').split(/[\s,]+/).map(Number)
  if (x !== undefined && y !== undefined && width && height) return { x, y, width, height }
  if (polygons.length === 0) return { x: 0, y: 0, width: 1200, height: 760 }
  const around = boxOf(polygons.flat())
  return { x: around.x - MARGIN, y: around.y - MARGIN, width: around.width + 2 * MARGIN, height: around.height + 2 * MARGIN }
}

/** The widest stretch of a polygon at a height: an area that is bent has no room beside its arm. */
export function chordAt(polygon: number[], y: number): { from: number; to: number } {
  const corners = pairs(polygon)
  const crossings = corners.flatMap(([x1, y1], index) => {
    const [x2, y2] = corners[(index + 1) % corners.length] ?? [x1, y1]
    return y1 <= y !== y2 <= y ? [x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)] : []
  })
  crossings.sort((a, b) => a - b)
  const box = boxOf(polygon)
  let widest = { from: box.x, to: box.x + box.width }
  let most = 0
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const [from, to] = [crossings[at] ?? 0, crossings[at + 1] ?? 0]
    if (to - from > most) [widest, most] = [{ from, to }, to - from]
  }
  return widest
}

/** How wide some words are, in heights of their letters: a Chinese sign is as wide as it is high, a Latin letter half of that. */
export function widthOf(words: string): number {
  return [...words].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 1 : 0.57), 0)
}

/** Two lines of about the same length, where there is a gap; else one. */
function halves(words: string): string[] {
  const parts = words.split(' ')
  const breaks = parts.slice(1).map((_, index) => [parts.slice(0, index + 1).join(' '), parts.slice(index + 1).join(' ')])
  const longest = (lines: string[]): number => Math.max(...lines.map(widthOf))
  return breaks.sort((a, b) => longest(a) - longest(b))[0] ?? [words]
}

/** The name of an area inside its upper edge. `unit` is how many px a unit of the plan has now. */
export function nameOn(polygon: number[], name: string, unit: number): Label {
  const box = boxOf(polygon)
  const wanted = NAME_PX / unit
  const { from, to } = chordAt(polygon, box.y + Math.min(wanted, box.height * 0.2))
  const room = to - from
  const fit = (lines: string[]): number =>
    Math.min(wanted, room / (Math.max(...lines.map(widthOf)) + 2 * PAD), (box.height * 0.42) / (lines.length * LINE + PAD))
  const [one, two] = [[name], halves(name)]
  const lines = fit(one) >= Math.min(wanted, fit(two)) * 0.85 ? one : two
  const size = fit(lines)
  const width = (Math.max(...lines.map(widthOf)) + 2 * PAD) * size
  return { lines, size, x: (from + to) / 2 - width / 2, y: box.y + size * 0.15, width, height: (lines.length * LINE + PAD / 2) * size }
}

/** What is wrong in an area, on its lower edge; it has room for a mark before the words. */
export function flagOn(polygon: number[], words: string, unit: number): Label {
  const box = boxOf(polygon)
  const bottom = box.y + box.height
  const { from, to } = chordAt(polygon, bottom - box.height * 0.1)
  const letters = widthOf(words) + 1.5 + 3 * PAD
  const size = Math.min(FLAG_PX / unit, (to - from) / letters, box.height * 0.22)
  const height = size * 1.7
  return { lines: [words], size, x: from, y: bottom - height * 0.8, width: letters * size, height }
}

function pairs(polygon: number[]): [number, number][] {
  const found: [number, number][] = []
  for (let at = 0; at + 1 < polygon.length; at += 2) found.push([polygon[at] ?? 0, polygon[at + 1] ?? 0])
  return found
}
