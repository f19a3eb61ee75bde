import { t } from '@/shared/i18n'
import { countsOf, isOut, type Source } from './source'

/** "2 点不正常，1 点看不见，5 点正常": each source once, by what is worst of it; what is out of service is not called normal. */
export function placeWords(sources: Source[]): string {
  const out = sources.filter(isOut)
  const { RED, ORANGE, YELLOW, blind, calm } = countsOf(sources.filter((source) => !isOut(source)))
  const parts = [
    ...(RED + ORANGE + YELLOW > 0 ? [t('monitor.notNormal', { n: RED + ORANGE + YELLOW })] : []),
    ...(blind > 0 ? [t('monitor.blindCount', { n: blind })] : []),
    ...(out.length > 0 ? [t('places.out', { n: out.length })] : []),
    ...(calm > 0 ? [t('monitor.normal', { n: calm })] : []),
  ]
  return parts.join(t('monitor.comma')) || t('places.unwatched')
}
