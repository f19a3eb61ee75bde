import { Client, fetchExchange, subscriptionExchange, type TypedDocumentNode } from '@urql/core'
import type { Operation } from '@/shared/operation'
import { documentParts, persistedFetch } from './http'
import { subscribe } from './live'

function makeClient(): Client {
  return new Client({
    url: '/graphql',
    fetch: persistedFetch,
    preferGetMethod: false,
    requestPolicy: 'network-only',
    exchanges: [
      subscriptionExchange({
        forwardSubscription: (request, { query }) => {
          const id = (query as { documentId?: string }).documentId ?? ''
          return { subscribe: (sink) => ({ unsubscribe: subscribe(documentParts(id), request.variables, sink) }) }
        },
      }),
      fetchExchange,
    ],
  })
}

let current = makeClient()

/** The client of the person who is signed in. */
export function client(): Client {
  return current
}

/** Another person, another client: nothing asked for by the one before them reaches the next. */
export function resetClient(): void {
  current = makeClient()
}

/** urql's form of an operation: only its id, no document. */
export function documentOf<Result, Variables extends object>(
  operation: Operation<Result, Variables>,
): TypedDocumentNode<Result, Variables> {
  const document = { kind: 'Document', definitions: [], documentId: `${operation.name}:${operation.hash}` }
  return document as unknown as TypedDocumentNode<Result, Variables>
}
