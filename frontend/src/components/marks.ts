/** What is drawn on a photo, in its own pixels: an arrow or a circle from one point to another, or a spot that nobody can recognise. */
export interface Mark {
  tool: Tool
  from: Point
  to: Point
}
export type Tool = 'arrow' | 'circle' | 'blur'
interface Point {
  x: number
  y: number
}

/** A spot covers this share of the longer edge, to each side of the tap. */
const SPOT = 0.06
/** Squares across a spot: a face of so few cannot be told, and cannot be brought back. */
const SQUARES = 5
/** Shorter than this share of the longer edge a stroke is a slip of the thumb. */
const SLIP = 0.02
const INK = '#ffca05'
const EDGE = '#14130f'

/** Whether a finger that went from here to there meant a mark. */
export function isMeant({ tool, from, to }: Mark, longEdge: number): boolean {
  return tool === 'blur' || Math.hypot(to.x - from.x, to.y - from.y) >= SLIP * longEdge
}

/** The square that a tap makes unrecognisable, inside the picture. */
export function spotAt({ x, y }: Point, width: number, height: number): { x: number; y: number; width: number; height: number } {
  const reach = SPOT * Math.max(width, height)
  const left = Math.max(0, Math.floor(x - reach))
  const top = Math.max(0, Math.floor(y - reach))
  return { x: left, y: top, width: Math.min(width, Math.ceil(x + reach)) - left, height: Math.min(height, Math.ceil(y + reach)) - top }
}

/** The two ends of an arrow's head. */
export function headOf({ from, to }: Mark, size: number): [Point, Point] {
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  const end = (turn: number): Point => ({ x: to.x - size * Math.cos(angle + turn), y: to.y - size * Math.sin(angle + turn) })
  return [end(0.5), end(-0.5)]
}

/** Draws the picture and all marks; spots first, so that no stroke is covered. */
export function drawMarked(canvas: HTMLCanvasElement, picture: CanvasImageSource, marks: readonly Mark[]): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const { width, height } = canvas
  context.drawImage(picture, 0, 0, width, height)
  for (const { from } of marks.filter(({ tool }) => tool === 'blur')) cover(context, from)
  const long = Math.max(width, height)
  for (const mark of marks.filter(({ tool }) => tool !== 'blur')) {
    // Ink on a dark edge: seen on every picture, and in print.
    stroke(context, mark, long, EDGE, long / 70)
    stroke(context, mark, long, INK, long / 120)
  }
}

function cover(context: CanvasRenderingContext2D, at: Point): void {
  const { canvas } = context
  const spot = spotAt(at, canvas.width, canvas.height)
  const small = Object.assign(document.createElement('canvas'), { width: SQUARES, height: SQUARES })
  small.getContext('2d')?.drawImage(canvas, spot.x, spot.y, spot.width, spot.height, 0, 0, SQUARES, SQUARES)
  context.imageSmoothingEnabled = false
  context.drawImage(small, 0, 0, SQUARES, SQUARES, spot.x, spot.y, spot.width, spot.height)
  context.imageSmoothingEnabled = true
}

function stroke(context: CanvasRenderingContext2D, mark: Mark, long: number, colour: string, width: number): void {
  const { from, to, tool } = mark
  Object.assign(context, { strokeStyle: colour, lineWidth: width, lineCap: 'round', lineJoin: 'round' })
  context.beginPath()
  if (tool === 'circle') {
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
    context.ellipse(middle.x, middle.y, Math.abs(to.x - from.x) / 2, Math.abs(to.y - from.y) / 2, 0, 0, 2 * Math.PI)
  } else {
    const [left, right] = headOf(mark, long / 18)
    context.moveTo(from.x, from.y)
    context.lineTo(to.x, to.y)
    context.moveTo(left.x, left.y)
    context.lineTo(to.x, to.y)
    context.lineTo(right.x, right.y)
  }
  context.stroke()
}
