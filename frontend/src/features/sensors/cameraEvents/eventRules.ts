import { Tier as Tiers, type Tier } from '@/graphql/generated/enums'
import type { ObservationRulesQuery } from '@/graphql/generated/types'
import { figure, span, t } from '@/shared/i18n'

export type Rules = ObservationRulesQuery['observationRules'][number]
export type Rule = Rules['rules'][number]

/** What a person changes of a rule; the rest of it stays as it is. */
interface Change {
  tier: Tier
  minConfidence: number
  minSightings: number
}

/** All rules as the server takes them, with one of them changed. */
export function withChange(rules: Rule[], index: number, change: Change) {
  return rules.map((rule, at) => {
    const { name, ...sent } = rule
    return name && at === index ? { ...sent, ...change } : sent
  })
}

/** Would it call red or orange no longer, or less easily? The server decides; this chooses the words of the form. */
export function isLooser(rule: Rule, change: Change): boolean {
  const rank = (tier: Tier): number => Tiers.indexOf(tier)
  if (rank(rule.tier) < rank('ORANGE')) return false
  return rank(change.tier) < rank(rule.tier) || change.minConfidence > rule.minConfidence || change.minSightings > rule.minSightings
}

/** When the rule applies and when its alert ends, in a few words. */
export function ruleWords(rule: Rule): string {
  const words = [t('sources.ruleSure', { n: figure(rule.minConfidence * 100, 2) })]
  if (rule.minSightings > 1) words.push(t('sources.ruleRepeats', { n: rule.minSightings, span: span(rule.withinSeconds * 1000) }))
  if (rule.tag !== 'ANY') words.push(t(`TagCondition.${rule.tag}`))
  if (rule.tagKinds.length > 0) words.push(rule.tagKinds.map((kind) => t(`TagKind.${kind}`)).join(' / '))
  if (rule.areas.length > 0) words.push(rule.areas.join(' '))
  words.push(t('sources.ruleEnds', { span: span(rule.clearAfterSeconds * 1000) }))
  return words.join(' · ')
}
