import type { Range } from './trend'

export interface ScoreSpan {
  at: string
  mean: number
  high: number
}
/** One bar of the strip; positions and heights in percent of it. */
export interface ScoreBar extends ScoreSpan {
  left: number
  width: number
  height: number
  isUnusual: boolean
}

const HOUR = 3_600_000
/** From this score on a source is anomalous, whatever it measures. */
export const UNUSUAL = 1
/** The strip ends at twice that: how far beyond is told by the number. */
const TOP = 2 * UNUSUAL

/** The spans that lie in the range, cut at its ends. */
export function scoreBars(spans: ScoreSpan[], stepHours: number, { from, to }: Range): ScoreBar[] {
  const place = (at: number): number => ((Math.min(to, Math.max(from, at)) - from) / (to - from)) * 100
  return spans.flatMap((span) => {
    const start = Date.parse(span.at)
    const [left, right] = [place(start), place(start + stepHours * HOUR)]
    if (right <= left) return []
    return [{ ...span, left, width: right - left, height: (Math.min(span.high, TOP) / TOP) * 100, isUnusual: span.high >= UNUSUAL }]
  })
}

/** The spans with the score of now in the last of them: what is stored is some minutes old. */
export function withScore(spans: ScoreSpan[], stepHours: number, now: { score: number; scoredAt: string; isLearning: boolean } | null) {
  if (!now || now.isLearning) return spans
  const step = stepHours * HOUR
  const start = Math.floor(Date.parse(now.scoredAt) / step) * step
  const last = spans.at(-1)
  if (!last || Date.parse(last.at) < start) return [...spans, { at: new Date(start).toISOString(), mean: now.score, high: now.score }]
  return [...spans.slice(0, -1), { ...last, high: Math.max(last.high, now.score) }]
}

/** Stretches of neighbouring spans that were anomalous, each with its highest score. */
export function unusualStretches(bars: ScoreBar[]): ScoreBar[] {
  const found: ScoreBar[] = []
  let end: number | null = null
  for (const bar of bars.filter(({ isUnusual }) => isUnusual)) {
    const last = found.at(-1)
    if (last && end !== null && bar.left - end < 0.001) {
      if (bar.high > last.high) found[found.length - 1] = bar
    } else found.push(bar)
    end = bar.left + bar.width
  }
  return found
}
