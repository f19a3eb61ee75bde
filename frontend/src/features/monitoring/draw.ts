import type uPlot from 'uplot'
import type { Tier } from '@/graphql/generated/enums'
import type { Limit } from './nearness'
import type { Range } from './trend'

export interface Outlook {
  saidAt: string
  value: number
  limit: number
  reachesAt: string
  earliestAt: string
  latestAt: string
}
/** A limit, and the part of the time in which it was in force; without it, all of it. */
export interface LimitMark extends Limit {
  label: string
  from?: number | null
  to?: number | null
  /** A newer version has replaced it. */
  isFormer?: boolean
}
export interface Marks {
  limits: LimitMark[]
  /** Where a new version of the limits began. */
  changes?: { at: number; label: string }[]
  alerts: { at: number; tier: Tier }[]
  gaps: Range[]
  outages: (Range & { label: string })[]
  forecast: Outlook | null
  /** The part of an overview that is shown above it. */
  window: Range | null
  now: number
  nowLabel: string
}

const SHAPES: Record<Tier, string> = {
  RED: 'M8 1.500h8l6.500 6.500v8L16 22.500H8L1.500 16V8z',
  ORANGE: 'M12 1.500 23 21.500H1z',
  YELLOW: 'M12 .8 23.200 12 12 23.200 .8 12z',
  BLUE: 'M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22z',
}
const MARK = 16

/** A colour of the theme as it is now; a canvas knows no variables. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}
const of = (tier: Tier, part: string): string => colour(`${tier.toLowerCase()}${part && `-${part}`}`)

/** Draws on the canvas of a chart; positions are its pixels. */
class Pen {
  readonly context: CanvasRenderingContext2D
  readonly scale = devicePixelRatio

  constructor(readonly chart: uPlot) {
    this.context = chart.ctx
  }
  x = (ms: number): number => Math.min(this.right, Math.max(this.left, this.chart.valToPos(ms / 1000, 'x', true)))
  from = ({ from }: LimitMark): number => (from ? this.x(from) : this.left)
  to = ({ to }: LimitMark): number => (to ? this.x(to) : this.right)
  y = (value: number): number => Math.min(this.bottom, Math.max(this.top, this.chart.valToPos(value, 'y', true)))
  get left(): number {
    return this.chart.bbox.left
  }
  get right(): number {
    return this.chart.bbox.left + this.chart.bbox.width
  }
  get top(): number {
    return this.chart.bbox.top
  }
  get bottom(): number {
    return this.chart.bbox.top + this.chart.bbox.height
  }
  line(points: [number, number][], stroke: string, width: number, dash: number[] = []): void {
    const { context, scale } = this
    context.beginPath()
    points.forEach(([x, y], index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
    context.strokeStyle = stroke
    context.lineWidth = width * scale
    context.setLineDash(dash.map((each) => each * scale))
    context.stroke()
    context.setLineDash([])
  }
  words(text: string, x: number, y: number, fill: string, align: CanvasTextAlign = 'left'): void {
    const { context, scale } = this
    context.font = `700 ${13 * scale}px ${colour('font') || 'sans-serif'}`
    context.fillStyle = fill
    context.textAlign = align
    context.textBaseline = 'alphabetic'
    context.fillText(text, x, y)
  }
  hatch(from: number, to: number): void {
    const { context, scale } = this
    if (to - from < 1) return
    context.save()
    context.beginPath()
    context.rect(from, this.top, to - from, this.bottom - this.top)
    context.clip()
    context.fillStyle = colour('surface-2')
    context.fill()
    const height = this.bottom - this.top
    for (let x = from - height; x < to; x += 8 * scale) {
      this.line(
        [
          [x, this.bottom],
          [x + height, this.top],
        ],
        colour('hatch'),
        2,
      )
    }
    context.restore()
  }
}

/** Limits that were in force together. */
function stretchesOf(limits: LimitMark[]): LimitMark[][] {
  const found = new Map<number, LimitMark[]>()
  for (const limit of limits) found.set(limit.from ?? 0, [...(found.get(limit.from ?? 0) ?? []), limit])
  return [...found.values()]
}

/** The zones beyond the limits, in their tiers. */
function tint(pen: Pen, stretch: LimitMark[]): void {
  const { context } = pen
  for (const side of ['HIGH', 'LOW'] as const) {
    const limits = stretch.filter((limit) => limit.side === side).sort((a, b) => (side === 'HIGH' ? a.value - b.value : b.value - a.value))
    limits.forEach((limit, index) => {
      const next = limits[index + 1]
      const [from, to] = [pen.y(limit.value), next ? pen.y(next.value) : side === 'HIGH' ? pen.top : pen.bottom]
      context.globalAlpha = limit.isFormer ? 0.3 : 0.55
      context.fillStyle = of(limit.tier, 'soft')
      context.fillRect(pen.from(limit), Math.min(from, to), pen.to(limit) - pen.from(limit), Math.abs(to - from))
      context.globalAlpha = 1
    })
  }
}

/** Under the line: tinted zones, what nobody saw, what was not judged. */
export function drawUnder(chart: uPlot, marks: Marks): void {
  const pen = new Pen(chart)
  const { context } = pen
  context.save()
  for (const stretch of stretchesOf(marks.limits)) tint(pen, stretch)
  for (const { from, to } of marks.gaps) pen.hatch(pen.x(from), pen.x(to))
  for (const { from, to } of marks.outages) pen.hatch(pen.x(from), pen.x(to))
  context.restore()
}

/** Limits with their numbers, each for as long as it was in force; where a new version of them began. */
function drawLimits(pen: Pen, marks: Marks): void {
  for (const limit of marks.limits) {
    const { tier, value, label, isFormer } = limit
    const y = pen.chart.valToPos(value, 'y', true)
    if (y < pen.top || y > pen.bottom) continue
    const [from, to] = [pen.from(limit), pen.to(limit)]
    pen.line(
      [
        [from, y],
        [to, y],
      ],
      of(tier, 'edge'),
      isFormer ? 1 : 2,
      isFormer ? [3, 4] : [7, 5],
    )
    if (to - from > 44 * pen.scale) pen.words(label, from + 6 * pen.scale, y - 6 * pen.scale, of(tier, 'ink'))
  }
  for (const { at, label } of marks.changes ?? []) {
    const x = pen.x(at)
    pen.line(
      [
        [x, pen.top],
        [x, pen.bottom],
      ],
      colour('ink-2'),
      1,
    )
    pen.words(label, x + 4 * pen.scale, pen.top - 5 * pen.scale, colour('ink-2'))
  }
}

/** Over the line: limits with their numbers, alerts, now and what is ahead. */
export function drawOver(chart: uPlot, marks: Marks): void {
  const pen = new Pen(chart)
  const { scale } = pen
  drawLimits(pen, marks)
  for (const { from, to, label } of marks.outages) {
    if (pen.x(to) - pen.x(from) > 24 * scale)
      pen.words(label, (pen.x(from) + pen.x(to)) / 2, pen.bottom - 8 * scale, colour('ink'), 'center')
  }
  for (const { at, tier } of marks.alerts) drawAlert(pen, at, tier)
  const now = chart.valToPos(marks.now / 1000, 'x', true)
  if (now >= pen.left && now <= pen.right + 1) {
    pen.line(
      [
        [now, pen.top],
        [now, pen.bottom],
      ],
      colour('accent'),
      2,
    )
    const isNearEnd = pen.right - now < 60 * scale
    pen.words(marks.nowLabel, now + (isNearEnd ? -4 : 4) * scale, pen.top - 5 * scale, colour('accent'), isNearEnd ? 'right' : 'left')
  }
  if (marks.window) {
    const [from, to] = [pen.x(marks.window.from), Math.max(pen.x(marks.window.to), pen.x(marks.window.from) + 2 * scale)]
    pen.context.save()
    pen.context.globalAlpha = 0.22
    pen.context.fillStyle = colour('accent')
    pen.context.fillRect(from, pen.top, to - from, pen.bottom - pen.top)
    pen.context.restore()
    for (const x of [from, to])
      pen.line(
        [
          [x, pen.top],
          [x, pen.bottom],
        ],
        colour('accent'),
        2,
      )
  }
  if (marks.forecast) drawForecast(pen, marks.forecast)
}

function drawAlert(pen: Pen, at: number, tier: Tier): void {
  const { context, scale } = pen
  const x = pen.chart.valToPos(at / 1000, 'x', true)
  if (x < pen.left || x > pen.right) return
  pen.line(
    [
      [x, pen.top],
      [x, pen.bottom],
    ],
    colour('ink-3'),
    1,
    [2, 4],
  )
  context.save()
  context.translate(x - (MARK / 2) * scale, pen.top - (MARK + 2) * scale)
  context.scale((MARK / 24) * scale, (MARK / 24) * scale)
  const shape = new Path2D(SHAPES[tier])
  context.fillStyle = of(tier, '')
  context.strokeStyle = of(tier, 'edge')
  context.lineWidth = 1.5
  context.fill(shape)
  context.stroke(shape)
  context.restore()
}

function drawForecast(pen: Pen, { saidAt, value, limit, reachesAt, earliestAt, latestAt }: Outlook): void {
  const { context } = pen
  const [x0, y0, y1] = [pen.x(Date.parse(saidAt)), pen.y(value), pen.y(limit)]
  context.save()
  context.globalAlpha = 0.25
  context.fillStyle = colour('red')
  context.beginPath()
  context.moveTo(x0, y0)
  context.lineTo(pen.x(Date.parse(earliestAt)), y1)
  context.lineTo(pen.x(Date.parse(latestAt)), y1)
  context.fill()
  context.restore()
  pen.line(
    [
      [x0, y0],
      [pen.x(Date.parse(reachesAt)), y1],
    ],
    colour('red-edge'),
    3,
    [2, 5],
  )
}
