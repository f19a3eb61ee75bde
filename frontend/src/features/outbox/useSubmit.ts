import { ref } from 'vue'
import { reopen } from '@/outbox/reopen'
import { submit, type Answer, type InputOf, type SubmitOptions } from '@/outbox/submit'
import { refusal, t } from '@/shared/i18n'
import type { Operation } from '@/shared/operation'
import { explain, say } from '@/shared/toast'

interface Options extends SubmitOptions {
  /** What to say when the server accepted. */
  done?: string
}

/** Submits through the outbox and tells the person what became of it: accepted, kept on this phone, or refused and why. */
export function useSubmit() {
  const isBusy = ref(false)

  async function send<Result, Variables>(
    operation: Operation<Result, Variables>,
    input: InputOf<Variables>,
    { done, ...options }: Options,
  ): Promise<Answer<Result>> {
    isBusy.value = true
    const answer = await submit(operation, input, options).finally(() => (isBusy.value = false))
    if (answer.kind === 'accepted' && done) say(done)
    if (answer.kind === 'kept') say(t('outbox.kept'))
    if (answer.kind === 'refused') {
      // The form is still open and the reason is on the screen: the job goes back into its draft instead of the outbox.
      if (answer.id) await reopen(answer.id)
      await explain(refusal(answer.code))
    }
    return answer
  }
  return { submit: send, isBusy }
}
