import type { Client, OperationResult } from '@urql/core'
import { isMissing, PAGE_BROKEN } from '@/shared/ownErrors'
import type { Operation } from '@/shared/operation'

type Answer<Result, Variables extends object> = Pick<OperationResult<Result, Variables>, 'data' | 'error'>

const loadWire = () => import('./wire')
let current: Promise<Client> | undefined

function client(): Promise<Client> {
  if (current) return current
  const made = loadWire().then(({ makeClient }) => makeClient())
  // Where it could not be loaded the next question tries again.
  made.catch(() => current === made && (current = undefined))
  return (current = made)
}

/** Loads what speaks GraphQL before the first question needs it. */
export function prepareClient(): void {
  void loadWire().catch(() => undefined)
}

/** Another person, another client: nothing asked for by the one before them reaches the next. */
export function resetClient(): void {
  current = undefined
}

/** Counts down: urql's keys of what is followed are hashes, none of them negative. */
let questions = 0

/** Asks the server once: never answered by what an equal question was told that left before it. */
export async function ask<Result, Variables extends object>(
  operation: Operation<Result, Variables>,
  variables: Variables,
): Promise<Answer<Result, Variables>> {
  try {
    const [asked, { requestOf }] = await Promise.all([client(), loadWire()])
    // urql lets equal questions share a key, and the answer that is on its way: it may be from before a change.
    const request = { ...requestOf(operation, variables), key: (questions -= 1) }
    return await asked.executeQuery<Result, Variables>(request).toPromise()
  } catch (error) {
    const found = isMissing(error)
      ? { graphQLErrors: [], networkError: error }
      : { graphQLErrors: [{ message: String(error), extensions: { code: PAGE_BROKEN } }] }
    return { data: undefined, error: Object.assign(new Error('the app is not all here'), found) as never }
  }
}

/** Calls back with every result of a subscription; returns the function that ends it. */
export function follow<Result, Variables extends object>(
  operation: Operation<Result, Variables>,
  onData: (data: Result) => void,
  ...[variables]: Record<string, never> extends Variables ? [] : [Variables]
): () => void {
  let isOver = false
  let stop: (() => void) | undefined
  void Promise.all([client(), loadWire()]).then(
    ([asked, { requestOf }]) => {
      if (isOver) return
      const request = requestOf(operation, variables ?? ({} as Variables))
      stop = asked.executeSubscription<Result, Variables>(request).subscribe(({ data }) => {
        if (data) onData(data)
      }).unsubscribe
    },
    () => undefined,
  )
  return () => {
    isOver = true
    stop?.()
  }
}
