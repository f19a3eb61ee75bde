import { useSubmit } from '@/features/outbox/useSubmit'
import { ConfirmPeople } from '@/graphql/generated/operations'
import { refusal, t, text } from '@/shared/i18n'
import { explain, toast } from '@/shared/toast'

interface Named {
  id: string
  name: { zh: string; en: string }
}

/** As many as the server takes in one command. */
const MOST_AT_ONCE = 200

/** Confirms that these are people of their own; who is refused is named with the reason. */
export function useConfirm() {
  const { submit, isBusy } = useSubmit()

  async function confirm(people: readonly Named[]): Promise<boolean> {
    const [first] = people
    if (!first) return false
    const results = []
    for (let begin = 0; begin < people.length; begin += MOST_AT_ONCE) {
      const some = people.slice(begin, begin + MOST_AT_ONCE).map(({ id }) => id)
      const about = { kind: 'person' as const, id: some[0] ?? first.id, title: t('accountLinks.title'), route: '/people/confirm' }
      const answer = await submit(ConfirmPeople, { personIds: some }, { about })
      if (answer.kind === 'accepted') results.push(...answer.data.confirmPeople)
      else if (answer.kind !== 'kept') {
        if (begin === 0) return false
        // What became of the parts before is said below.
        break
      }
    }
    if (results.length === 0) return true
    const refused = results.filter(({ code }) => code !== null)
    const nameOf = (id: string): string => text(people.find((each) => each.id === id)?.name)
    if (refused.length === 0) toast(t('accountLinks.confirmed', { n: results.length }))
    else await explain(refused.map(({ id, code }) => t('accountLinks.refused', { name: nameOf(id), reason: refusal(code) })).join('\n'))
    return true
  }
  return { confirm, isBusy }
}
