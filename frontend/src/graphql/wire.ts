import { Client, createRequest, fetchExchange, subscriptionExchange, type GraphQLRequest } from '@urql/core'
import { createClient } from 'graphql-ws'
import { persistedBody, type Operation } from '@/shared/operation'
import { signedFetch } from './http'
import { speak, subscribe } from './live'

/** What speaks GraphQL. It comes once somebody signs in: no sign-in page waits for it. */
speak(createClient)

export function makeClient(): Client {
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

/** urql's form of an operation: its kind and name, and the hash in place of the text. */
export function requestOf<Result, Variables extends object>(
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
