import { computed } from 'vue'
import { provenAt } from '@/graphql/proof'
import { exactTime, isoDay, momentWords } from '@/shared/i18n'

/** Until when danger is known, to the second where it was today; empty: never. The clock of the server may be ahead of this one. */
export const provenWords = computed(() => {
  const at = provenAt.value
  if (at === null) return ''
  return isoDay(at) === isoDay(Date.now()) ? exactTime(at) : momentWords(at)
})
