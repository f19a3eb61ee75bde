import { t } from '@/shared/i18n'
import type { Source } from './source'
import { countWords } from './words'

/** What the sources of a place count as, or that it has none. */
export function placeWords(sources: Source[]): string {
  return countWords(sources) || t('places.unwatched')
}
