import { ref } from 'vue'
import { ask } from '@/graphql/client'
import type { InputOf } from '@/outbox/submit'
import type { Operation } from '@/shared/operation'
import { plain } from '@/shared/plain'

export type AtOnce<Result> = { kind: 'accepted'; data: Result } | { kind: 'refused'; code: string; said: string }

/**
 * Sends a change at once or not at all: a secret or a code is kept nowhere on this phone. Where the server asks who it
 * is, `asksProof` shows the sheet; the change is sent again once that is proven.
 */
export function useAtOnce() {
  const isBusy = ref(false)
  const asksProof = ref(false)
  let answered: (isProven: boolean) => void = () => undefined

  async function send<Result, Variables extends { input: object }>(
    operation: Operation<Result, Variables>,
    input: InputOf<Variables>,
  ): Promise<AtOnce<Result>> {
    isBusy.value = true
    try {
      // The same id for both tries: what arrived before its answer was lost is not done twice.
      const variables = { input: { ...(plain(input) as object), operationId: crypto.randomUUID() } } as unknown as Variables
      const first = await attempt(operation, variables)
      if (first.kind === 'accepted' || first.code !== 'STEP_UP_NEEDED' || !(await proof())) return first
      return await attempt(operation, variables)
    } finally {
      isBusy.value = false
    }
  }

  function proof(): Promise<boolean> {
    asksProof.value = true
    return new Promise((resolve) => (answered = resolve))
  }

  function answer(isProven: boolean): void {
    asksProof.value = false
    answered(isProven)
  }
  return { send, isBusy, asksProof, answer }
}

async function attempt<Result, Variables extends object>(
  operation: Operation<Result, Variables>,
  variables: Variables,
): Promise<AtOnce<Result>> {
  const { data, error } = await ask(operation, variables)
  if (data && !error) return { kind: 'accepted', data }
  const refused = error?.graphQLErrors[0]
  const code = refused?.extensions.code
  if (error?.networkError) return { kind: 'refused', code: 'UNREACHABLE', said: '' }
  return { kind: 'refused', code: typeof code === 'string' ? code : 'INTERNAL', said: refused?.message ?? '' }
}
