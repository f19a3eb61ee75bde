/** The plant as a ring 环 of its areas: what is not under control is pushed out of the circle. All lengths in the units of
 * the picture; angles in degrees, clockwise from 12. */
export interface RingArea {
  id: string
  isOut: boolean
}

export interface Arc {
  id: string
  path: string
  label: { x: number; y: number; anchor: 'start' | 'middle' | 'end' }
}

export const SIZE = 320
const MIDDLE = SIZE / 2
const INNER = 84
const OUTER = 118
const PUSHED = 13
const LABEL = 14
const GAP = 4
const LEAST_ARC = 2

function point(radius: number, degrees: number): [number, number] {
  const angle = ((degrees - 90) * Math.PI) / 180
  return [MIDDLE + radius * Math.cos(angle), MIDDLE + radius * Math.sin(angle)]
}

const said = (point: [number, number]): string => point.map((each) => each.toFixed(2)).join(' ')

/** One arc for each area, in the order given; an area alone is nearly the whole circle. */
export function arcsOf(areas: readonly RingArea[]): Arc[] {
  const step = 360 / areas.length
  const gap = Math.min(GAP, Math.max(step - LEAST_ARC, 0))
  return areas.map(({ id, isOut }, n) => {
    const [from, to] = [n * step + gap / 2, (n + 1) * step - gap / 2]
    const [inner, outer] = isOut ? [INNER + PUSHED, OUTER + PUSHED] : [INNER, OUTER]
    const isLarge = to - from > 180 ? 1 : 0
    const path = [
      `M${said(point(outer, from))}`,
      `A${outer} ${outer} 0 ${isLarge} 1 ${said(point(outer, to))}`,
      `L${said(point(inner, to))}`,
      `A${inner} ${inner} 0 ${isLarge} 0 ${said(point(inner, from))}Z`,
    ].join(' ')
    const [x, y] = point(outer + LABEL, (from + to) / 2)
    const anchor = Math.abs(x - MIDDLE) < SIZE * 0.06 ? 'middle' : x > MIDDLE ? 'start' : 'end'
    return { id, path, label: { x, y, anchor } }
  })
}
