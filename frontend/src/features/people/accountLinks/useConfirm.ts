import { useSubmit } from '@/features/outbox/useSubmit'
import { ConfirmPeople } from '@/graphql/generated/operations'
import { refusal, t, text } from '@/shared/i18n'
import { explain, toast } from '@/shared/toast'

interface Named {
  id: string
  name: { zh: string; en: string }
}

/** Confirms that these are people of their own; who is refused is named with the reason. */
export function useConfirm() {
  const { submit, isBusy } = useSubmit()

  async function confirm(people: readonly Named[]): Promise<boolean> {
    const [first] = people
    if (!first) return false
    const about = { kind: 'person' as const, id: first.id, title: t('accountLinks.title'), route: '/people/confirm' }
    const answer = await submit(ConfirmPeople, { personIds: people.map(({ id }) => id) }, { about })
    if (answer.kind !== 'accepted') return answer.kind === 'kept'
    const refused = answer.data.confirmPeople.filter(({ code }) => code !== null)
    const nameOf = (id: string): string => text(people.find((each) => each.id === id)?.name)
    if (refused.length === 0) toast(t('accountLinks.confirmed', { n: people.length }))
    else await explain(refused.map(({ id, code }) => t('accountLinks.refused', { name: nameOf(id), reason: refusal(code) })).join('\n'))
    return true
  }
  return { confirm, isBusy }
}
