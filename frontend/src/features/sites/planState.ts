import { worst } from '@/features/alerts/alertState'
import type { SensorState, Tier } from '@/graphql/generated/enums'

interface Inputs {
  areas: { id: string; polygon: number[] }[]
  alerts: { tier: Tier; isActive: boolean; sensor: { area: { id: string } } }[]
  sensors: { state: SensorState; area: { id: string } }[]
}

/** State of an area on the plan. Blind: a sensor there is silent; such an area is hatched and never shown as calm. */
export interface AreaState {
  id: string
  tier: Tier | null
  alertCount: number
  silentCount: number
  sensorCount: number
  status: 'tier' | 'calm' | 'blind' | 'unwatched'
}

export function areaStates({ areas, alerts, sensors }: Inputs): AreaState[] {
  return areas.map(({ id }) => {
    const here = alerts.filter((alert) => alert.isActive && alert.sensor.area.id === id)
    const watched = sensors.filter((sensor) => sensor.area.id === id && sensor.state !== 'OUT_OF_SERVICE')
    const silentCount = watched.filter(({ state }) => state === 'SILENT').length
    const tier = worst(here.map((alert) => alert.tier))
    const status = tier ? 'tier' : silentCount > 0 ? 'blind' : watched.length > 0 ? 'calm' : 'unwatched'
    return { id, tier, alertCount: here.length, silentCount, sensorCount: watched.length, status }
  })
}

const MARGIN = 20

/** The corners as an SVG list of points. */
export function cornersOf(polygon: number[]): string {
  return pairs(polygon)
    .map(([x, y]) => `${x},${y}`)
    .join(' ')
}

/** Where a mark stands well: the middle of the polygon's box, or of its widest part when it is bent. */
export function middleOf(polygon: number[]): { x: number; y: number } {
  const corners = pairs(polygon)
  let [area, x, y] = [0, 0, 0]
  corners.forEach(([x1, y1], index) => {
    const [x2, y2] = corners[(index + 1) % corners.length] ?? [x1, y1]
    const cross = x1 * y2 - x2 * y1
    area += cross
    x += (x1 + x2) * cross
    y += (y1 + y2) * cross
  })
  if (area === 0) return { x: corners[0]?.[0] ?? 0, y: corners[0]?.[1] ?? 0 }
  return { x: x / (3 * area), y: y / (3 * area) }
}

/** The box around a polygon. */
export function boxOf(polygon: number[]): { x: number; y: number; width: number; height: number } {
  const corners = pairs(polygon)
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** The picture's own frame; without the picture, a frame around the areas. */
export function frameOf(svg: string | null, polygons: number[][]): { x: number; y: number; width: number; height: number } {
  const [, box] = /viewBox="([^"]+)"/.exec(svg ?? '') ?? []
  const [x, y, width, height] = (box ?? '').split(/[\s,]+/).map(Number)
  if (x !== undefined && y !== undefined && width && height) return { x, y, width, height }
  if (polygons.length === 0) return { x: 0, y: 0, width: 1200, height: 760 }
  const around = boxOf(polygons.flat())
  return { x: around.x - MARGIN, y: around.y - MARGIN, width: around.width + 2 * MARGIN, height: around.height + 2 * MARGIN }
}

function pairs(polygon: number[]): [number, number][] {
  const found: [number, number][] = []
  for (let at = 0; at + 1 < polygon.length; at += 2) found.push([polygon[at] ?? 0, polygon[at + 1] ?? 0])
  return found
}
