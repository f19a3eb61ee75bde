/** Where the scale of shares begins: what is worse stands at its beginning, and its figure says how much. */
const LEAST_SHARE = 0.6

/** The place of a share (0 to 1) on the scale, in percent of its width. */
export function positionOf(share: number): number {
  return ((Math.max(share, LEAST_SHARE) - LEAST_SHARE) / (1 - LEAST_SHARE)) * 100
}

/** The next round figure above: what an axis ends at. */
export function axisEnd(largest: number): number {
  return [4, 8, 12, 20, 40, 80, 120, 200, 400, 800].find((end) => end >= largest) ?? Math.ceil(largest / 1000) * 1000
}
