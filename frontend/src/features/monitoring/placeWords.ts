import { t } from '@/shared/i18n'
import type { Counts } from './source'
import { countWords } from './words'

/** What the sources of a place count as, or that it has none. */
export function placeWords(counts: Counts): string {
  return countWords(counts) || t('places.unwatched')
}
