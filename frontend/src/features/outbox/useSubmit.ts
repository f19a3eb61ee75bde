import { ref } from 'vue'
import { reopen } from '@/outbox/reopen'
import { submit, type Answer, type InputOf, type SubmitOptions } from '@/outbox/submit'
import { rememberDone } from '@/shared/doneHere'
import { refusal, momentWords, t } from '@/shared/i18n'
import type { Operation } from '@/shared/operation'
import { explain, toast } from '@/shared/toast'

interface Options extends SubmitOptions {
  /** The message after the server accepted. */
  done?: string
  /** Whether the form itself says why this was refused. */
  takes?: (code: string) => boolean
}

/** Submits through the outbox and shows the person the result: accepted, kept on this phone, or refused and why. */
export function useSubmit() {
  const isBusy = ref(false)

  async function send<Result, Variables>(
    operation: Operation<Result, Variables>,
    input: InputOf<Variables>,
    { done, takes, ...options }: Options,
  ): Promise<Answer<Result>> {
    isBusy.value = true
    let isKept = true
    const answer = await submit(operation, input, options)
      .catch(async (error: unknown): Promise<Answer<Result>> => {
        isKept = false
        return (await import('./keptHere')).notKept(error)
      })
      .finally(() => (isBusy.value = false))
    if (answer.kind === 'accepted') {
      rememberDone(options.about.id)
      // Only of what somebody else may have done before.
      const already = operation.name.startsWith('Acknowledge') ? (await import('./already')).alreadyDone(answer.data) : null
      const words = already ?? done
      if (words) toast(words)
    }
    if (answer.kind === 'kept' && answer.isUnconfirmed) (await import('./keptHere')).notConfirmed()
    else if (answer.kind === 'kept')
      toast(answer.limitedUntil ? t('outbox.limited', { time: momentWords(answer.limitedUntil) }) : t('outbox.kept'))
    if (answer.kind === 'refused' && isKept) {
      // The form is still open and the reason is on the screen: the job goes back into its draft instead of the outbox.
      if (answer.id) await reopen(answer.id)
      if (answer.code && takes?.(answer.code)) return answer
      // Whatever becomes of the question who it was, the reason is said.
      const who = await import('./whoChanged').then(({ whoChanged }) => whoChanged(options.about, answer.code)).catch(() => null)
      await explain(refusal(answer.code), who ?? undefined)
    }
    return answer
  }
  return { submit: send, isBusy }
}
