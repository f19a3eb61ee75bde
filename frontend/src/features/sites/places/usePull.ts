import { rectangle, type Point } from './drawing'

interface Pull {
  /** Where on the plan this is. */
  point: (event: PointerEvent) => Point
  /** The narrowest rectangle that is meant, in units of the plan. */
  least: () => number
  mayBegin: (event: PointerEvent) => boolean
  /** A rectangle begins to show. */
  begun: () => void
  pulled: (corners: Point[]) => void
}

/** Pulls a rectangle open on a board, from where the pointer goes down to where it is let go. */
export function usePull({ point, least, mayBegin, begun, pulled }: Pull) {
  let from: Point | null = null
  let isShown = false
  let isDone = false

  function begin(event: PointerEvent): void {
    isDone = false // where no click followed the last one, as under a finger
    if (!mayBegin(event)) return
    from = point(event)
    isShown = false
    ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
  }
  function go(event: PointerEvent): void {
    if (!from) return
    const corners = rectangle(from, point(event), least())
    if (!isShown && corners.length === 0) return
    if (!isShown) begun()
    isShown = true
    pulled(corners)
  }
  function end(): void {
    isDone = from !== null && isShown
    from = null
  }
  function cancel(): void {
    if (from && isShown) pulled([])
    from = null
  }
  /** Whether the click that comes now only ends a pull; asked once. */
  function isItsClick(): boolean {
    const was = isDone
    isDone = false
    return was
  }
  return { begin, go, end, cancel, isItsClick }
}
