import { t } from '@/shared/i18n'
import type { Source } from './source'
import { standingWords } from './words'

/** Why the alert of a source is there: where its value stands, or what else is odd about it. */
export function reasonWords({ activeAlert, indicator, latest }: Pick<Source, 'activeAlert' | 'indicator' | 'latest'>): string {
  if (!activeAlert) return ''
  const isOfLimit = activeAlert.condition === 'LIMIT_HIGH' || activeAlert.condition === 'LIMIT_LOW'
  return isOfLimit && latest ? standingWords(latest.value, indicator?.limits ?? []) : t(`AlertCondition.${activeAlert.condition}`)
}
