export interface Point {
  x: number
  y: number
}

/** A signature shorter than this (px of pen travel) is a slip of the finger. */
export const SHORTEST = 120

/** How far the pen travelled, in px, over all strokes. */
export function travel(strokes: Point[][]): number {
  return strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0)
}

function lengthOf(stroke: Point[]): number {
  let length = 0
  for (let at = 1; at < stroke.length; at += 1) {
    const [from, to] = [stroke[at - 1], stroke[at]]
    if (from && to) length += Math.hypot(to.x - from.x, to.y - from.y)
  }
  return length
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
