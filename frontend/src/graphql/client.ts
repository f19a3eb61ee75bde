import { Client, createRequest, fetchExchange, subscriptionExchange, type GraphQLRequest, type OperationResult } from '@urql/core'
import { persistedBody, type Operation } from '@/shared/operation'
import { signedFetch } from './http'
import { subscribe } from './live'

function makeClient(): Client {
  return new Client({
    url: '/graphql',
    fetch: signedFetch,
    preferGetMethod: false,
    requestPolicy: 'network-only',
    exchanges: [
      subscriptionExchange({
        forwardSubscription: (body) => ({ subscribe: (sink) => ({ unsubscribe: subscribe(body, sink) }) }),
      }),
      fetchExchange,
    ],
  })
}

let current = makeClient()

/** Another person, another client: nothing asked for by the one before them reaches the next. */
export function resetClient(): void {
  current = makeClient()
}

/** Asks the server once. */
export function ask<Result, Variables extends object>(
  operation: Operation<Result, Variables>,
  variables: Variables,
): Promise<OperationResult<Result, Variables>> {
  return current.executeQuery<Result, Variables>(requestOf(operation, variables)).toPromise()
}

/** Calls back with every result of a subscription; returns the function that ends it. */
export function follow<Result, Variables extends object>(
  operation: Operation<Result, Variables>,
  onData: (data: Result) => void,
  ...[variables]: Record<string, never> extends Variables ? [] : [Variables]
): () => void {
  const request = requestOf(operation, variables ?? ({} as Variables))
  const { unsubscribe } = current.executeSubscription<Result, Variables>(request).subscribe(({ data }) => {
    if (data) onData(data)
  })
  return unsubscribe
}

/** urql's form of an operation: its kind and name, and the hash in place of the text. */
function requestOf<Result, Variables extends object>(
  { kind, name, hash }: Operation<Result, Variables>,
  variables: Variables,
): GraphQLRequest<Result, Variables> {
  const document = {
    kind: 'Document',
    documentId: hash,
    definitions: [{ kind: 'OperationDefinition', operation: kind, name: { kind: 'Name', value: name } }],
    loc: { start: 0, end: name.length, source: { body: name, name, locationOffset: { line: 1, column: 1 } } },
  }
  const { extensions } = persistedBody(name, hash, variables)
  return createRequest<Result, Variables>(document as never, variables, extensions)
}
