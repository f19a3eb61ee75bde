import { onChange } from '@/graphql/changes'
import { t } from '@/shared/i18n'
import { toast } from '@/shared/toast'

/** Says on every page that a report of this person has moved; a dot stays at it until they have looked. Returns the function
 * that ends it. */
export function followNews(follow: typeof onChange<'hazard'> = onChange, say: (words: string) => void = toast): () => void {
  const said = new Set<string>()
  return follow('hazard', ({ id, number, hasNews }) => {
    if (!hasNews) {
      said.delete(id)
      return
    }
    // Who looks at it sees the step itself.
    if (said.has(id) || location.pathname === `/hazards/${id}`) return
    said.add(id)
    say(t('hazard.newsOf', { number }))
  })
}
