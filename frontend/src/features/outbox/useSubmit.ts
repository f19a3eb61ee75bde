import { ref } from 'vue'
import { reopen } from '@/outbox/reopen'
import { submit, type Answer, type InputOf, type SubmitOptions } from '@/outbox/submit'
import { refusal, shortDateTime, t, withWords } from '@/shared/i18n'
import type { Operation } from '@/shared/operation'
import { explain, toast } from '@/shared/toast'

interface Options extends SubmitOptions {
  /** The message after the server accepted. */
  done?: string
}

/** Submits through the outbox and shows the person the result: accepted, kept on this phone, or refused and why. */
export function useSubmit() {
  const isBusy = ref(false)

  async function send<Result, Variables>(
    operation: Operation<Result, Variables>,
    input: InputOf<Variables>,
    { done, ...options }: Options,
  ): Promise<Answer<Result>> {
    isBusy.value = true
    const answer = await submit(operation, input, options).finally(() => (isBusy.value = false))
    if (answer.kind === 'accepted' && done) toast(done)
    if (answer.kind === 'kept')
      toast(answer.limitedUntil ? t('outbox.limited', { time: shortDateTime(answer.limitedUntil) }) : t('outbox.kept'))
    if (answer.kind === 'refused') {
      // The form is still open and the reason is on the screen: the job goes back into its draft instead of the outbox.
      if (answer.id) await reopen(answer.id)
      // Whatever becomes of the question who it was, the reason is said.
      const who = await withWords(
        ['alerts', 'events', 'hazards', 'sites.levels', 'sites.modules', 'sites.settings', 'sites.trades', 'suggestions'],
        () => import('./whoChanged'),
      )
        .then(({ whoChanged }) => whoChanged(options.about, answer.code))
        .catch(() => null)
      await explain(refusal(answer.code), who ?? undefined)
    }
    return answer
  }
  return { submit: send, isBusy }
}
