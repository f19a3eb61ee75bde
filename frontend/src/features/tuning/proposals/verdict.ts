import type { Tier } from '@/graphql/generated/enums'
import type { BacktestAnswer } from './useBacktest'

export type Episode = BacktestAnswer['backtest']['episodes'][number]

/** One tier, now and by the draft: alerts, alerts a day, time in alarm; and how many real dangers the draft would miss. */
export interface TierChange {
  tier: Tier
  now: Amount
  then: Amount
  real: number
  missed: number
}
export interface Amount {
  count: number
  perDay: number
  seconds: number
}

const DAY = 86_400_000
/** Above this share of all time an alarm says nothing any more. */
const ALWAYS = 0.5

export function daysOf({ fromAt, toAt }: { fromAt: string; toAt: string }): number {
  return Math.max(Date.parse(toAt) - Date.parse(fromAt), 1) / DAY
}

/** The tiers, worst first; those without an alert, now or by the draft, are left out. */
export function tierChanges({ backtest }: BacktestAnswer): TierChange[] {
  const days = daysOf(backtest)
  const amount = ({ byTier, inAlarmByTier }: BacktestAnswer['backtest']['now'], tier: Tier): Amount => {
    const count = byTier.find((each) => each.tier === tier)?.count ?? 0
    return { count, perDay: count / days, seconds: inAlarmByTier.find((each) => each.tier === tier)?.seconds ?? 0 }
  }
  return backtest.now.byTier
    .map(({ tier }) => {
      const real = backtest.real.find((each) => each.tier === tier)
      return {
        tier,
        now: amount(backtest.now, tier),
        then: amount(backtest.then, tier),
        real: real?.count ?? 0,
        missed: real?.missed ?? 0,
      }
    })
    .filter(({ now, then, real }) => now.count + then.count + real > 0)
}

/** What the draft amounts to, gravest first: what it misses counts more than what it spares. */
export type Headline = 'always' | 'missed' | 'weakened' | 'fewer' | 'more' | 'equal'

export function headlineOf({ backtest }: BacktestAnswer): Headline {
  if (backtest.then.shareInAlarm > ALWAYS && backtest.then.shareInAlarm > backtest.now.shareInAlarm) return 'always'
  if (backtest.missedReal > 0) return 'missed'
  if (backtest.weakenedReal > 0) return 'weakened'
  const more = backtest.then.alerts - backtest.now.alerts
  return more < 0 ? 'fewer' : more > 0 ? 'more' : 'equal'
}

/** The real dangers that the draft would not raise, newest first. */
export function missedOf({ backtest }: BacktestAnswer): Episode[] {
  return backtest.episodes.filter(({ verdict }) => verdict === 'MISSED')
}
